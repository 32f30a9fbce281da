import json

import pytest

from tests.integration.emulator.smoke import Cloud, allow, refused

DOCUMENT = json.dumps(allow("s3:*"))


@pytest.mark.parametrize(
    ("create", "name", "more"),
    [
        ("create_user", "UserName", {}),
        ("create_group", "GroupName", {}),
        ("create_role", "RoleName", {"AssumeRolePolicyDocument": DOCUMENT}),
        ("create_policy", "PolicyName", {"PolicyDocument": DOCUMENT}),
    ],
)
def test_a_name_is_taken_in_any_case_and_at_any_path(cloud: Cloud, create, name, more):
    make = getattr(cloud.client("iam"), create)
    make(**{name: "JohnDoe"}, **more)
    with refused("EntityAlreadyExists"):
        make(**{name: "johndoe"}, **more, Path="/other/")


def test_a_stack_with_both_fails(cloud: Cloud):
    users = {name: {"Type": "AWS::IAM::User", "Properties": {"UserName": name}} for name in ("JohnDoe", "johndoe")}
    assert cloud.create(users) == "ROLLBACK_COMPLETE"
    assert cloud.client("iam").list_users()["Users"] == []
