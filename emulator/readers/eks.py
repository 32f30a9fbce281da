"""Readers of Elastic Kubernetes Service."""

from collections.abc import Iterator
from typing import Any

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part
from emulator.resource import Resource
from emulator.tables import Row


def cluster(clients: Clients, resource: Resource) -> Row:
    """Read a cluster."""
    found = clients("eks").describe_cluster(name=resource.physical_id)["cluster"]
    return found["name"], last_part(found["roleArn"]), found["status"]


def association(clients: Clients, resource: Resource) -> Row:
    """Read a Pod Identity association; only the service's lists tell of which cluster."""
    eks = clients("eks")
    clusters = {found["associationId"]: found["clusterName"] for found in _associations(eks)}
    name, id = clusters[resource.physical_id], resource.physical_id
    found = eks.describe_pod_identity_association(clusterName=name, associationId=id)["association"]
    return id, name, f"{found['namespace']}/{found['serviceAccount']}", last_part(found["roleArn"])


def _associations(eks: Any) -> Iterator[dict[str, str]]:
    for name in eks.list_clusters()["clusters"]:
        yield from eks.list_pod_identity_associations(clusterName=name)["associations"]


KINDS = {
    "AWS::EKS::Cluster": Kind("clusters", ("name", "role", "status"), cluster),
    "AWS::EKS::PodIdentityAssociation": Kind(
        "Pod Identity associations", ("id", "cluster", "service account", "role"), association
    ),
}
