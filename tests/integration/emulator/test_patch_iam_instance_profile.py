from tests.integration.emulator.smoke import Cloud, refused, trust


def profile(*roles, **properties):
    made = {"InstanceProfileName": "Web", "Path": "/web/", "Roles": [{"Ref": role} for role in roles], **properties}
    trusted = {"AssumeRolePolicyDocument": trust({"Service": "ec2.amazonaws.com"})}
    return {
        "First": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "First", **trusted}},
        "Second": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "Second", **trusted}},
        "Profile": {"Type": "AWS::IAM::InstanceProfile", "Properties": made},
    }


def read(cloud, name="Web"):
    return cloud.client("iam").get_instance_profile(InstanceProfileName=name)["InstanceProfile"]


def roles(cloud, name="Web"):
    return [role["RoleName"] for role in read(cloud, name)["Roles"]]


def test_a_profile_is_created_updated_and_deleted(cloud: Cloud):
    outputs = {"Ref": {"Value": {"Ref": "Profile"}}, "Arn": {"Value": {"Fn::GetAtt": ["Profile", "Arn"]}}}
    assert cloud.create(profile("First"), Outputs=outputs) == "CREATE_COMPLETE"
    arn = f"arn:aws:iam::{cloud.account}:instance-profile/web/Web"
    assert cloud.outputs() == {"Ref": "Web", "Arn": arn}
    assert (read(cloud)["Arn"], read(cloud)["Path"], roles(cloud)) == (arn, "/web/", ["First"])

    assert cloud.update(profile("Second")) == "UPDATE_COMPLETE"
    assert roles(cloud) == ["Second"]
    assert cloud.update(profile("Second", InstanceProfileName="Other")) == "UPDATE_COMPLETE"
    assert roles(cloud, "Other") == ["Second"]
    with refused("NoSuchEntity"):
        read(cloud)

    assert cloud.delete() == "DELETE_COMPLETE"
    assert cloud.client("iam").list_instance_profiles()["InstanceProfiles"] == []
    assert cloud.client("iam").list_roles()["Roles"] == []


def test_a_role_that_is_not_there_fails_the_stack(cloud: Cloud):
    assert cloud.create(profile(Roles=["Nobody"])) == "ROLLBACK_COMPLETE"
    assert "Role Nobody not found" in cloud.reasons()
    assert cloud.client("iam").list_instance_profiles()["InstanceProfiles"] == []
