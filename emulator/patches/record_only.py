"""CloudFormation types that no API of MiniStack stands behind: `emulator/record_only.py` has the table.

MiniStack refuses them ("Unrecognized resource types"), and with them the whole stack. We have CloudFormation record
them, with an id of their own, so that the rest of the stack is deployed.
Delete a type when a release has it.
"""

import uuid

from ministack.core.responses import get_account_id, get_region

from emulator.patches.ministack_api import Created, Properties, register
from emulator.record_only import TYPES, KnownByArn, KnownById


def apply() -> None:
    """Register every type of the table."""
    for resource_type, kind in TYPES.items():
        _register(resource_type, kind)


def _register(resource_type: str, kind: KnownById | KnownByArn) -> None:
    def create(_logical_id: str, properties: Properties, _stack: str) -> Created:
        return kind.identity(properties, str(uuid.uuid4()), get_region(), get_account_id())

    def update(ref: str, _old: Properties, new: Properties, _stack: str) -> Created:
        return kind.identity(new, ref.rpartition("/")[2], get_region(), get_account_id())

    def delete(_ref: str, _properties: Properties) -> None:
        """Do nothing: there is nothing but the record."""

    register(resource_type, create, update, delete, kind.replaced_by)
