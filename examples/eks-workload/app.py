#!/usr/bin/env python3
"""A workload of EKS that sends to a queue: its role by IRSA, and by EKS Pod Identity."""

import aws_cdk as cdk
from aws_cdk import aws_eks as eks
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from iam_stacks import OidcProvider, TrustedRole, TrustPolicy, attach_packs

CLUSTER = "example"
ISSUER = "https://oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
NAMESPACE, SERVICE_ACCOUNT = "batch", "reporter"


class EksWorkload(cdk.Stack):
    """Both roles, for the same pods of a cluster that is there already; a workload needs one of the two."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        queue = sqs.Queue.from_queue_arn(self, "Reports", self.format_arn(service="sqs", resource="example-reports"))

        provider = OidcProvider(self, "ClusterProvider", url=ISSUER, audiences=["sts.amazonaws.com"])
        by_irsa = TrustedRole(
            self,
            "ByIrsa",
            role_name="ReporterByIrsa",
            trust=TrustPolicy.eks_service_account(issuer=ISSUER, namespace=NAMESPACE, service_account=SERVICE_ACCOUNT),
        )
        by_irsa.node.add_dependency(provider)
        queue.grant_send_messages(by_irsa)

        cluster_arn = self.format_arn(service="eks", resource="cluster", resource_name=CLUSTER)
        by_pod_identity = TrustedRole(
            self,
            "ByPodIdentity",
            role_name="ReporterByPodIdentity",
            trust=TrustPolicy.pod_identity(
                cluster_arn=cluster_arn, namespace=NAMESPACE, service_account=SERVICE_ACCOUNT
            ),
        )
        queue.grant_send_messages(by_pod_identity)
        eks.CfnPodIdentityAssociation(
            self,
            "Association",
            cluster_name=CLUSTER,
            namespace=NAMESPACE,
            service_account=SERVICE_ACCOUNT,
            role_arn=by_pod_identity.role_arn,
        )


app = cdk.App()
EksWorkload(app, "EksWorkload")
attach_packs(app)
app.synth()
