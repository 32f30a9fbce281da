"""Writes what AWS uses and does not list into the package: `python -m tools.unlisted`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from iam_stacks.account.aws_managed import aws_managed_names, aws_managed_policy
from iam_stacks.account.service_data import expand_actions, resource_types
from iam_stacks.checks.rules.grammar.reach import is_about

FILE = Path(__file__).parent.parent / "iam_stacks" / "account" / "unlisted.json"

_OF_CDK = (
    *("s3:GetObjectMetadata", "rds-data:DeleteItems", "rds-data:GetItems"),
    *("rds-data:InsertItems", "rds-data:UpdateItems"),
)
"""What constructs of aws-cdk-lib 2.275.0 grant: an application's author cannot leave it out."""

_OF_TOPICS = ("sns:Receive",)
"""What the policy has that SNS itself gives to a topic, and that people start from."""

Statement = dict[str, Any]


def render() -> str:
    """Return the text of the file: actions that are not listed, and those whose resources are not."""
    documents = (json.loads(aws_managed_policy(name) or "") for name in aws_managed_names())
    statements = [statement for document in documents for statement in _listed(document["Statement"])]
    named = {*_OF_CDK, *_OF_TOPICS, *(action for statement in statements for action in _actions(statement))}
    unlisted = {action.lower() for action in named if not expand_actions(action)}
    doubtful = {action for statement in statements for action in _with_unlisted_resources(statement)}
    return json.dumps({"actions": sorted(unlisted), "resources": sorted(doubtful)}, indent=1) + "\n"


def write(file: Path = FILE) -> None:
    """Write the file."""
    file.write_text(render(), encoding="ascii")


def _with_unlisted_resources(statement: Statement) -> Iterator[str]:
    """Yield the actions that seem to have resources that are not listed.

    Those are all that have none by the list; and, of a statement that would be about nothing at all, the others too.
    """
    resources = _listed(statement.get("Resource", ()))
    listed = [action for action in _listed(statement.get("Action", ())) if resources and expand_actions(action)]
    unreached = [action for action in listed if not is_about(action, resources)]
    for action in (action for written in unreached for action in expand_actions(written)):
        if not resource_types(action) or len(unreached) == len(listed):
            yield action


def _actions(statement: Statement) -> tuple[str, ...]:
    return (*_listed(statement.get("Action", ())), *_listed(statement.get("NotAction", ())))


def _listed(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


if __name__ == "__main__":
    write()
