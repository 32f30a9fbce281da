"""The special rules, where no decision of the tables can tell."""

import pytest

from iam_stacks.policy import Request
from iam_stacks.policy.special import is_service_linked
from tests.policy.strategies import USER

LINKED = "arn:aws:iam::111122223333:role/aws-service-role/sns.amazonaws.com/AWSServiceRoleForExample"


def test_only_a_role_is_linked_to_a_service_and_only_by_one_arn() -> None:
    session = "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForExample/s"
    for principal, arn, linked in ((session, LINKED, True), (USER, LINKED, False), (session, [LINKED], False)):
        request = Request(principal=principal, action="s3:GetObject", context={"aws:PrincipalArn": arn})
        assert is_service_linked(request) is linked


@pytest.mark.parametrize("principal", [LINKED])
def test_a_role_below_the_path_of_services_is_linked(principal: str) -> None:
    assert is_service_linked(Request(principal=principal, action="s3:GetObject"))
