"""What must be true of the account, in `iam.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, model_validator

from iam_stacks.account.selection import Selection
from iam_stacks.config.marks import ONE_OR_MORE, refuse
from iam_stacks.config.model import Model, exactly_one
from iam_stacks.config.text import Action, Resource
from iam_stacks.guarantees.guarantee import VERBS
from iam_stacks.guarantees.guarantee import Guarantee as Stated
from iam_stacks.guarantees.scope import actions_of
from iam_stacks.guarantees.target import Target
from iam_stacks.policy import PolicyError


def _check_selection(text: str) -> str:
    try:
        Selection.parse(text)
    except PolicyError as error:
        raise refuse(str(error)) from None
    return text


def _check_target(text: str) -> str:
    try:
        Target.parse(text)
    except PolicyError as error:
        raise refuse(str(error)) from None
    return text


Selected = Annotated[str, AfterValidator(_check_selection)]
TargetText = Annotated[str, AfterValidator(_check_target)]


class Guarantee(Model):
    """What some principals cannot do, only can do, or can do; one that is broken fails the synthesis."""

    model_config = ConfigDict(json_schema_extra=exactly_one(*VERBS))

    principals: Selected
    """Whom it is about: `all`, `user/Name`, `role/Name`, or `group/Name` for its members; with `*` and `?`, several
    with commas, and perhaps ` except ` and others: `all except group/Admins`."""
    cannot: Annotated[tuple[Action, ...], ONE_OR_MORE] = ()
    """Actions, none of which is possible on any of the resources."""
    can_only: Annotated[tuple[Action, ...], ONE_OR_MORE] = ()
    """Instead of `cannot`: actions, besides which nothing is possible, nor these on other resources."""
    can: Annotated[tuple[Action, ...], ONE_OR_MORE] = ()
    """Instead of `cannot`: actions, all of which are possible on all of the resources."""
    on: Annotated[tuple[Resource, ...], ONE_OR_MORE] = ("*",)
    """The resources. `${AWS::Partition}` and its like are filled in."""
    through: Literal["escalation"] | None = None
    """`escalation`: it is about what the principals can become, too. Default: about what they can do."""

    @model_validator(mode="after")
    def _can_be_stated(self) -> Guarantee:
        try:
            actions_of(self.stated().actions)
        except PolicyError as error:
            raise refuse("; ".join(str(error).splitlines())) from None
        return self

    def stated(self) -> Stated:
        """Return the guarantee as checks take it."""
        return Stated(**dict(self))
