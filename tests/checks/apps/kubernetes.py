"""A Kubernetes cluster with nodes, whose pods take roles in both ways that there are."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_eks as eks
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3


def define(app: cdk.App) -> None:
    """Define the stack, with the cluster of CloudFormation: that of CDK needs a package with kubectl."""
    stack = cdk.Stack(app, "Kubernetes")
    vpc = ec2.Vpc(stack, "Vpc", max_azs=2)
    aws = iam.ManagedPolicy.from_aws_managed_policy_name
    control = iam.Role(
        stack,
        "Control",
        assumed_by=iam.ServicePrincipal("eks.amazonaws.com"),
        managed_policies=[aws("AmazonEKSClusterPolicy")],
    )
    subnets = [subnet.subnet_id for subnet in vpc.private_subnets]
    cluster = eks.CfnCluster(
        stack,
        "Cluster",
        name="shop",
        role_arn=control.role_arn,
        resources_vpc_config=eks.CfnCluster.ResourcesVpcConfigProperty(subnet_ids=subnets),
    )
    nodes = iam.Role(
        stack,
        "Nodes",
        assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"),
        managed_policies=[
            aws("AmazonEKSWorkerNodePolicy"),
            aws("AmazonEC2ContainerRegistryReadOnly"),
            aws("AmazonEKS_CNI_Policy"),
        ],
    )
    eks.CfnNodegroup(stack, "Group", cluster_name="shop", node_role=nodes.role_arn, subnets=subnets)
    pods = iam.Role(
        stack,
        "FargatePods",
        assumed_by=iam.ServicePrincipal(
            "eks-fargate-pods.amazonaws.com",
            conditions={
                "ArnLike": {
                    "aws:SourceArn": stack.format_arn(service="eks", resource="fargateprofile", resource_name="shop/*")
                }
            },
        ),
        managed_policies=[aws("AmazonEKSFargatePodExecutionRolePolicy")],
    )
    eks.CfnFargateProfile(
        stack,
        "Profile",
        cluster_name="shop",
        pod_execution_role_arn=pods.role_arn,
        selectors=[eks.CfnFargateProfile.SelectorProperty(namespace="web")],
    )
    provider = iam.OidcProviderNative(
        stack, "Provider", url=cluster.attr_open_id_connect_issuer_url, client_ids=["sts.amazonaws.com"]
    )
    issuer = cdk.Fn.select(1, cdk.Fn.split("://", cluster.attr_open_id_connect_issuer_url))
    conditions = cdk.CfnJson(
        stack,
        "Conditions",
        value={f"{issuer}:aud": "sts.amazonaws.com", f"{issuer}:sub": "system:serviceaccount:web:web"},
    )
    by_token = iam.Role(
        stack, "ByToken", assumed_by=iam.OpenIdConnectPrincipal(provider).with_conditions({"StringEquals": conditions})
    )
    by_agent = iam.Role(stack, "ByAgent", assumed_by=iam.ServicePrincipal("pods.eks.amazonaws.com").with_session_tags())
    eks.CfnPodIdentityAssociation(
        stack, "Association", cluster_name="shop", namespace="web", service_account="jobs", role_arn=by_agent.role_arn
    )
    bucket = s3.Bucket(stack, "Data")
    bucket.grant_read(by_token)
    bucket.grant_read_write(by_agent)
