from tests.integration.emulator.smoke import Cloud

PARTS = {
    "Readers": {"Type": "AWS::IAM::Group", "Properties": {"GroupName": "Readers"}},
    "Writers": {"Type": "AWS::IAM::Group", "Properties": {"GroupName": "Writers"}},
    "Ann": {"Type": "AWS::IAM::User", "Properties": {"UserName": "Ann"}},
    "Bob": {"Type": "AWS::IAM::User", "Properties": {"UserName": "Bob"}},
}


def joined(group, *users):
    properties = {"GroupName": {"Ref": group}, "Users": [{"Ref": user} for user in users]}
    return {**PARTS, "Addition": {"Type": "AWS::IAM::UserToGroupAddition", "Properties": properties}}


def members(cloud, group):
    return {user["UserName"] for user in cloud.client("iam").get_group(GroupName=group)["Users"]}


def test_users_join_change_and_leave(cloud: Cloud):
    assert cloud.create(joined("Readers", "Ann")) == "CREATE_COMPLETE"
    assert members(cloud, "Readers") == {"Ann"}
    assert cloud.update(joined("Readers", "Bob")) == "UPDATE_COMPLETE"
    assert members(cloud, "Readers") == {"Bob"}
    assert cloud.update(joined("Writers", "Ann", "Bob")) == "UPDATE_COMPLETE"
    assert members(cloud, "Readers") == set()
    assert members(cloud, "Writers") == {"Ann", "Bob"}
    assert cloud.update(PARTS) == "UPDATE_COMPLETE"
    assert members(cloud, "Writers") == set()
    assert cloud.delete() == "DELETE_COMPLETE"


def test_a_user_who_is_not_there_fails_the_stack_and_nobody_joins(cloud: Cloud):
    cloud.client("iam").create_group(GroupName="Others")
    properties = {"GroupName": "Others", "Users": [{"Ref": "Ann"}, "Nobody"]}
    addition = {"Type": "AWS::IAM::UserToGroupAddition", "Properties": properties}
    assert cloud.create({"Ann": PARTS["Ann"], "Addition": addition}) == "ROLLBACK_COMPLETE"
    assert "The user with name Nobody cannot be found" in cloud.reasons()
    assert members(cloud, "Others") == set()
