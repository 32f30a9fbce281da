"""Which statements let somebody do something, where nobody knows whether it can."""

from iam_stacks.account.model import Policy
from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.asking import Asking
from iam_stacks.escalation.relevance import Relevance
from iam_stacks.policy.decision import ALLOWED
from iam_stacks.policy.document import Document

ACCOUNT = "123456789012"
JOHN, JANE, ROLE, OTHER = (f"arn:aws:iam::{ACCOUNT}:{name}" for name in ("user/John", "user/Jane", "role/R", "role/O"))
ASSUME, PASS = "sts:AssumeRole", "iam:PassRole"
MFA = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
ELSEWHERE = {"Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}
PLAIN = {"Condition": {"Bool": {"aws:SecureTransport": "false"}}}


def policy(name: str, *statements: dict[str, object]) -> Policy:
    allowed = ({"Effect": "Allow", "Action": ASSUME} | each for each in statements)
    return Policy(name, Document.parse({"Version": "2012-10-17", "Statement": list(allowed)}))


OWN = policy(
    "P",
    {"Resource": OTHER},
    {"Resource": ROLE, **MFA},
    {"Resource": ROLE, "Effect": "Deny", **ELSEWHERE},
    {"Resource": ROLE, "Action": PASS},
    {"Resource": ROLE, **PLAIN},
)
TRUST = policy("trust", {"Principal": {"AWS": JANE}}, {"Principal": {"AWS": ACCOUNT}})


def asked(own: Policy) -> list[tuple[str, int | None]]:
    """Return the policy and the number of each statement that lets John assume the role."""
    john = Subject(arn=JOHN, caller=JOHN, policies=(own,))
    decision = Asking(ACCOUNT, Relevance({ASSUME, PASS})).decide(john, ASSUME, ROLE, {}, (TRUST,))
    assert ALLOWED in decision.outcomes
    return [(reason.policy, reason.statement) for reason in decision.reasons]


def test_what_may_allow_is_named_where_nobody_knows() -> None:
    assert asked(OWN) == [("P", 1), ("trust", 1)]


def test_what_allows_is_named_where_it_is_certain() -> None:
    assert asked(policy("P", {"Resource": OTHER}, {"Resource": ROLE})) == [("P", 1), ("trust", 1)]
