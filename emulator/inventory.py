"""What the stacks of an account made, read back from each service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from emulator import record_only, tables
from emulator.clients import Clients
from emulator.errors import EmulatorError
from emulator.readers import KINDS, kind_of
from emulator.readers.kind import Kind
from emulator.resource import Resource, deployed
from emulator.tables import Row

IGNORED = ("AWS::CDK::Metadata", "AWS::CloudFormation::WaitConditionHandle")  # nothing stands behind them
RECORDED = "recorded only: CloudFormation says so, and no API can confirm it"


@dataclass(frozen=True)
class Found:
    """A resource that its service knows too."""

    resource: Resource
    kind: Kind
    row: Row


def read_back(environment: Mapping[str, str]) -> list[Found]:
    """Read every resource of every stack back; raise if one is not there, or of a type that nobody can read.

    What CloudFormation only records is left out: see `recorded`.
    """
    clients = Clients(environment)
    return [_read(clients, resource) for resource in _deployed(clients) if resource.type not in record_only.TYPES]


def recorded(environment: Mapping[str, str]) -> list[Resource]:
    """Return the resources that nobody can read back, as CloudFormation lists them."""
    return [resource for resource in _deployed(Clients(environment)) if resource.type in record_only.TYPES]


def _deployed(clients: Clients) -> list[Resource]:
    try:
        return [resource for resource in deployed(clients) if resource.type not in IGNORED]
    except BotoCoreError as error:
        raise EmulatorError(f"no emulator answers: {error}") from error


def _read(clients: Clients, resource: Resource) -> Found:
    kind = kind_of(resource.type)
    if kind is None:
        raise EmulatorError(f"no reader for {resource}: add one to emulator/readers/")
    try:
        return Found(resource, kind, kind.read(clients, resource))
    except (ClientError, LookupError) as error:
        raise EmulatorError(f"{resource} is not there, whatever the stack says: {error}") from error


def show(environment: Mapping[str, str]) -> str:
    """Return the account as text: a table for each kind of resource."""
    return as_text(read_back(environment), recorded(environment))


def as_text(everything: Sequence[Found], only_recorded: Sequence[Resource] = ()) -> str:
    """Return the tables of what was found, in the order of the readers, and of what is only recorded."""
    kinds = list(dict.fromkeys(KINDS.values()))  # several types can share a table
    rows = {kind: [found.row for found in everything if found.kind is kind] for kind in kinds}
    shown = [tables.table(kind.title, kind.columns, rows[kind]) for kind in kinds if rows[kind]]
    if only_recorded:
        records = [(one.type, one.logical_id, one.physical_id) for one in only_recorded]
        shown.append(tables.table(RECORDED, ("type", "logical id", "id"), records))
    return "\n\n".join(shown) or "no resources: nothing is deployed"
