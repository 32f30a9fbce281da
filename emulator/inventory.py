"""What the stacks of an account made, read back from each service."""

from collections.abc import Mapping
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from emulator import tables
from emulator.clients import Clients
from emulator.errors import EmulatorError
from emulator.readers import KINDS, Kind
from emulator.resource import Resource, deployed
from emulator.tables import Row

IGNORED = ("AWS::CDK::Metadata",)  # nothing stands behind it


@dataclass(frozen=True)
class Found:
    """A resource that its service knows too."""

    resource: Resource
    kind: Kind
    row: Row


def read_back(environment: Mapping[str, str]) -> list[Found]:
    """Read every resource of every stack back; raise if one is not there, or of a type that nobody can read."""
    clients = Clients(environment)
    try:
        resources = [resource for resource in deployed(clients) if resource.type not in IGNORED]
    except BotoCoreError as error:
        raise EmulatorError(f"no emulator answers: {error}") from error
    return [_read(clients, resource) for resource in resources]


def _read(clients: Clients, resource: Resource) -> Found:
    kind = KINDS.get(resource.type)
    if kind is None:
        raise EmulatorError(f"no reader for {resource}: add one to emulator/readers.py")
    try:
        return Found(resource, kind, kind.read(clients, resource))
    except (ClientError, LookupError) as error:
        raise EmulatorError(f"{resource} is not there, whatever the stack says: {error}") from error


def show(environment: Mapping[str, str]) -> str:
    """Return the account as text: a table for each kind of resource."""
    return as_text(read_back(environment))


def as_text(everything: list[Found]) -> str:
    """Return the tables of what was found, in the order of the readers."""
    rows = {kind.title: [found.row for found in everything if found.kind is kind] for kind in KINDS.values()}
    shown = [tables.table(kind.title, kind.columns, rows[kind.title]) for kind in KINDS.values() if rows[kind.title]]
    return "\n\n".join(shown) or "no resources: nothing is deployed"
