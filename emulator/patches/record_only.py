"""CloudFormation types that no API of MiniStack stands behind: `emulator/record_only.py` has the table.

MiniStack refuses them ("Unrecognized resource types"), and with them the whole stack. We have CloudFormation record
them, with an id of their own, so that the rest of the stack is deployed.
Delete a type when a release has it.
"""

import uuid

from ministack.core.responses import get_account_id, get_region

from emulator.patches.ministack_api import Created, Properties, register
from emulator.record_only import TYPES, RecordOnly


def apply() -> None:
    """Register every type of the table."""
    for resource_type, kind in TYPES.items():
        _register(resource_type, kind)


def _register(resource_type: str, kind: RecordOnly) -> None:
    def identity(id: str) -> Created:
        return id, kind.attributes(id, get_region(), get_account_id())

    def create(_logical_id: str, _properties: Properties, _stack: str) -> Created:
        return identity(str(uuid.uuid4()))

    def update(id: str, _old: Properties, _new: Properties, _stack: str) -> Created:
        return identity(id)

    def delete(_id: str, _properties: Properties) -> None:
        """Do nothing: there is nothing but the record."""

    register(resource_type, create, update, delete)
