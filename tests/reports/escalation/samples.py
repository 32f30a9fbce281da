"""Paths, for tests of what is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from iam_stacks.account.account import Account
from iam_stacks.account.place import Unresolved
from iam_stacks.escalation.method import Gain, Method, Need, Over
from iam_stacks.escalation.path import Done, Hop, Path
from iam_stacks.policy.decision import Reason
from iam_stacks.reports.escalation.found import Found, Goal

ARN = "arn:aws:iam::123456789012:"
ADMIN = f"{ARN}role/Admin"
JOHN = f"{ARN}user/JohnDoe"
DEPLOY = f"{ARN}role/Deploy"
WORKER = f"{ARN}role/Worker"
TARGET = "s3:GetObject arn:aws:s3:::example-data/*"

ASSUME = Method(
    id="assume-role",
    gain=Gain.ACT,
    over=Over.ROLE,
    needs=(Need(action="sts:AssumeRole"),),
    says="assume {thing}",
    source="a test",
)
ATTACH = Method(
    id="attach-user-policy",
    gain=Gain.EMPOWER,
    over=Over.USER,
    needs=(Need(action="iam:AttachUserPolicy"),),
    says="attach AdministratorAccess to {thing}",
    source="a test",
)


def user(name: str) -> str:
    return f"{ARN}user/{name}"


def hop(
    actor: str,
    to: str,
    method: Method = ASSUME,
    *,
    thing: str = "",
    policy: str = f"{ARN}policy/X",
    depends_on: tuple[str, ...] = (),
) -> Hop:
    """Return a step with one action, which one statement allows."""
    reason = Reason(policy, 2, None, "Allow")
    action = method.needs[0].action
    done = Done(action=action, resource=thing or to, statements=(reason,), depends_on=depends_on)
    return Hop(actor=actor, to=to, thing=thing or to, method=method, done=(done,))


def path(*hops: Hop) -> Path:
    return Path(start=hops[0].actor, end=hops[-1].to, hops=hops)


def found(
    *paths: Path,
    target: str | None = None,
    goals: Iterable[Goal] = (),
    administrators: Sequence[str] = (ADMIN,),
    account_id: str = "123456789012",
    unresolved: tuple[Unresolved, ...] = (),
) -> Found:
    account = Account(
        account_id=account_id, account_from="given", partition="aws", region="eu-central-1", unresolved=unresolved
    )
    return Found(
        account=account,
        administrators=frozenset(administrators),
        goals=tuple(goals) or (Goal(paths=paths, target=target),),
    )


ATTACHES = path(hop(JOHN, JOHN, ATTACH))
"""To itself."""
ASSUMES = path(hop(DEPLOY, ADMIN))
"""Who is administrator already."""
DEVELOPERS = tuple(
    path(hop(user(f"dev-{number}"), DEPLOY, depends_on=("aws:SourceIp",)), *ASSUMES.hops) for number in range(5)
)
"""Five with the same steps: if a condition has it, to Deploy, and on to Admin."""
WRITES = path(hop(user("Ann"), WORKER, ATTACH), hop(user("Ann"), WORKER))
"""Gives permissions to a role, and then assumes it."""
ALL = (ATTACHES, ASSUMES, *DEVELOPERS, WRITES)
