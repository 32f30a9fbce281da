import pytest

from iam_stacks.policy.trust.accounts import account_field, literal_accounts

OURS = "111122223333"


@pytest.mark.parametrize(
    ("arn", "field"),
    [
        (f"arn:aws:iam::{OURS}:root", OURS),
        ("arn:${AWS::Partition}:iam::${AWS::AccountId}:root", "<AccountId>"),
        ("arn:aws:sns:*:*:x", "*"),
        ("arn:aws:s3:::bucket", ""),
        ("${Token[Role.Arn.1]}", ""),
        ("arn:aws:iam::${Token[AWS.AccountId.4]}:root", "${Token[AWS.AccountId.4]}"),
    ],
)
def test_the_account_of_an_arn_is_its_fifth_field(arn: str, field: str) -> None:
    assert account_field(arn) == field


def test_accounts_in_digits_are_literal() -> None:
    named = [OURS, "arn:aws:iam::444455556666:user/999999999999", "${AWS::AccountId}", "True", "1111222233334"]
    assert literal_accounts(named) == {OURS, "444455556666"}
