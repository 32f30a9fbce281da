"""Pods of EKS."""

from __future__ import annotations

from typing import Annotated

from iam_stacks.config.marks import ONE_OR_MORE
from iam_stacks.config.model import Model
from iam_stacks.config.text import ClusterArn, KubernetesName, KubernetesPrefix
from iam_stacks.config.trust.surroundings import Surroundings
from iam_stacks.policy import TrustPolicy


class EksServiceAccount(Model):
    """Pods that run as a service account (IRSA)."""

    provider: str
    """A key of `providers:`: the cluster's own issuer."""
    namespace: KubernetesName
    """The service account's namespace."""
    service_account: KubernetesPrefix
    """Its name, or a prefix with `*` behind it."""

    def policy(self, surroundings: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes."""
        return TrustPolicy.eks_service_account(
            issuer=surroundings.issuer(self.provider),
            namespace=self.namespace,
            service_account=self.service_account,
        )


class PodIdentity(Model):
    """Pods that an EKS Pod Identity association gives the role to."""

    cluster_arn: Annotated[tuple[ClusterArn, ...], ONE_OR_MORE] = ()
    """The clusters, by ARN. Default: any."""
    namespace: Annotated[tuple[KubernetesName, ...], ONE_OR_MORE] = ()
    """The namespaces. Default: any."""
    service_account: Annotated[tuple[KubernetesName, ...], ONE_OR_MORE] = ()
    """The service accounts. Default: any."""

    def policy(self, _: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes."""
        return TrustPolicy.pod_identity(**self.model_dump(exclude_unset=True))
