"""Names that differ in case only.

MiniStack has JohnDoe beside johndoe. AWS answers EntityAlreadyExists: within an account, two users (groups, roles,
policies) cannot have names that are the same but for case, whatever their paths.
https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
Delete when a release has it.
"""

from typing import Any

from ministack.services import iam

from emulator.patches.ministack_api import Answer, ApiFunction, replace_action

ENTITIES: dict[str, dict[str, Any]] = {
    "Group": iam._groups,
    "Policy": iam._policies,
    "Role": iam._roles,
    "User": iam._users,
}


def apply() -> None:
    """Refuse before each create."""
    for kind in ENTITIES:
        replace_action(f"Create{kind}", _refusing(kind, iam._IAM_HANDLERS[f"Create{kind}"]))


def is_taken(kind: str, name: str) -> bool:
    """Whether the account has an entity of that kind and name, in whatever case."""
    return name.lower() in (entity[f"{kind}Name"].lower() for entity in ENTITIES[kind].values())


def _refusing(kind: str, create: ApiFunction) -> ApiFunction:
    def create_if_free(parameters: dict[str, Any]) -> Answer:
        name = iam._p(parameters, f"{kind}Name")
        if not is_taken(kind, name):
            return create(parameters)
        answer: Answer = iam._error(409, "EntityAlreadyExists", f"{kind} with name {name} already exists.")
        return answer

    return create_if_free
