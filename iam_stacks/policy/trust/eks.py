"""Trust in workloads of Kubernetes clusters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.trust.clauses import ASSUME_ROLE, REQUEST_TAG, TAG_SESSION, allow, clause, some
from iam_stacks.policy.trust.issuers import EKS, STS_AUDIENCE, require_vendor
from iam_stacks.policy.trust.web_identity import WebIdentityTrust

if TYPE_CHECKING:
    from typing_extensions import Self

POD_IDENTITY = "pods.eks.amazonaws.com"


class EksTrust(WebIdentityTrust):
    """Builders for roles that pods of EKS assume."""

    @classmethod
    def eks_service_account(cls, *, issuer: str, namespace: str, service_account: str) -> Self:
        """Trust pods that run as a service account, by the cluster's own OpenID Connect issuer (IRSA).

        AWS source: Amazon EKS User Guide, "Assign IAM roles to Kubernetes service accounts".

        Args:
            issuer: the URL of the cluster's provider, `https://oidc.eks.REGION.amazonaws.com/id/...`.
            namespace: the service account's namespace, exactly.
            service_account: its name; or a prefix with `*` behind it, or `*` alone, which are warnings.

        Raises:
            PolicyError: the URL is not one, or a name is none.
        """
        require_vendor(issuer, EKS)
        limits.KUBERNETES_NAME.require("namespace", namespace)
        limits.KUBERNETES_PREFIX.require("service_account", service_account)
        subject = f"system:serviceaccount:{namespace}:{service_account}"
        return cls.web_identity(issuer, audience=STS_AUDIENCE, subject=subject)

    @classmethod
    def pod_identity(
        cls,
        *,
        cluster_arn: str | Sequence[str] | None = None,
        namespace: str | Sequence[str] | None = None,
        service_account: str | Sequence[str] | None = None,
    ) -> Self:
        """Trust pods that an EKS Pod Identity association gives the role to.

        An association decides which pods get the role. The conditions hold whoever makes another association later;
        they rest on the session tags that EKS sets, unless the association turns these off.

        AWS source: Amazon EKS User Guide, "Create IAM role with trust policy required by EKS Pod Identity", "Grant
        Pods access to AWS resources based on tags".

        Args:
            cluster_arn: the clusters, by ARN. Default: any of the account.
            namespace: the namespaces. Default: any.
            service_account: the service accounts. Default: any.

        Raises:
            PolicyError: an ARN is not a cluster's, or a name is none.
        """
        clusters, namespaces = some("cluster_arn", cluster_arn), some("namespace", namespace)
        service_accounts = some("service_account", service_account)
        for arn in clusters:
            limits.EKS_CLUSTER_ARN.require("cluster_arn", arn)
        for name in namespaces:
            limits.KUBERNETES_NAME.require("namespace", name)
        for name in service_accounts:
            limits.KUBERNETES_NAME.require("service_account", name)
        if service_accounts and not namespaces:
            raise PolicyError("service_account goes with namespace; another namespace can have one of the same name")
        tags = {
            "eks-cluster-arn": clusters,
            "kubernetes-namespace": namespaces,
            "kubernetes-service-account": service_accounts,
        }
        conditions = [clause(f"{REQUEST_TAG}{tag}", values) for tag, values in tags.items() if values]
        return cls(allow("Service", POD_IDENTITY, [ASSUME_ROLE, TAG_SESSION], conditions))
