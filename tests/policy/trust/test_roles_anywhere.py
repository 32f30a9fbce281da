import pytest

from iam_stacks.policy import PolicyError, TrustPolicy

ANCHOR = "arn:aws:rolesanywhere:us-east-1:999999999999:trust-anchor/a"


def test_the_trust_anchor_of_an_account_that_is_not_ours_is_refused() -> None:
    trust = TrustPolicy.roles_anywhere(trust_anchor_arn=ANCHOR, subject={"CN": "a"})
    with pytest.raises(PolicyError, match="account 999999999999 is neither the one deployed to"):
        trust.render(account="111122223333")
    assert trust.render(account="999999999999")


def test_the_trust_anchor_of_an_account_of_ours_is_not() -> None:
    trust = TrustPolicy.roles_anywhere(trust_anchor_arn=ANCHOR, subject={"CN": "a"}, own_accounts=["999999999999"])
    assert trust.render(account="111122223333")
