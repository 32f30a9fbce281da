import pytest

from iam_stacks.policy import TrustPolicy
from tests.policy.trust.test_documents import ANCHOR

WHY = "it was agreed"


@pytest.mark.parametrize(
    "trust",
    [
        TrustPolicy.account("999999999999", trusted=True, reason=WHY),
        TrustPolicy.google(client_id="a", any_subject=True, reason=WHY),
        TrustPolicy.roles_anywhere(trust_anchor_arn=ANCHOR, any_subject=True, reason=WHY),
        TrustPolicy.web_identity("https://server.example.com", audience="a", any_subject=True, reason=WHY),
    ],
)
def test_a_trust_policy_keeps_the_reason_why_it_trusts_more(trust: TrustPolicy) -> None:
    assert trust.reasons == (WHY,)
    assert (TrustPolicy.ec2() | trust).reasons == (WHY,)


def test_what_needs_no_reason_has_none() -> None:
    assert TrustPolicy.ec2().reasons == ()
