"""Exports of a stack that an update changes or no longer makes.

MiniStack leaves an export that the template dropped for other stacks to import, lets a stack take or change an export
that is in use, and lets two stacks export one name. AWS refuses to change or drop an output that another
stack imports, and a second export of a name in the same account and Region.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
Delete when a release has it.
"""

from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import handlers, stacks

Exports = dict[str, dict[str, str]]


def apply() -> None:
    """Check a stack's exports where its outputs are resolved: the last step that can fail, and roll back."""
    resolve = stacks._resolve_stack_outputs

    def resolve_and_check(*arguments: Any) -> tuple[list[Any], Exports]:
        outputs, exports = resolve(*arguments)
        *_, stack_name, stack_id = arguments
        _refuse_taken(exports, stack_id)
        _withdraw(exports, stack_name, stack_id)
        return outputs, exports

    stacks._resolve_stack_outputs = resolve_and_check


def _refuse_taken(exports: Exports, stack_id: str) -> None:
    for name in exports:
        owner = cloudformation._exports.get(name, {}).get("StackId", stack_id)
        if owner != stack_id:
            raise ValueError(f"Export with name {name} is already exported by stack {owner.split('/')[1]}.")


def _withdraw(exports: Exports, stack_name: str, stack_id: str) -> None:
    """Take back what the stack exported until now, unless another stack uses what would change."""
    published = {n: e for n, e in cloudformation._exports.items() if e["StackId"] == stack_id}
    changed = [name for name, export in published.items() if exports.get(name) != export]
    for name in changed:
        for importer in _importers(name, stack_name):
            verb = "updated" if name in exports else "deleted"
            raise ValueError(f"Export {name} cannot be {verb} as it is in use by {importer}")
    for name in changed:
        del cloudformation._exports[name]


def _importers(export: str, exporter: str) -> list[str]:
    return [
        name
        for name, stack in cloudformation._stacks.items()
        if name != exporter
        and stack.get("_resources")  # neither deleted nor rolled back
        and export in handlers._imported_export_names(stack, name)
    ]
