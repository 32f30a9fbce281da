from tests.integration.emulator.smoke import Cloud, allow, trust

S3 = "arn:aws:iam::aws:policy/AmazonS3FullAccess"


def user(*groups):
    return {
        "Readers": {"Type": "AWS::IAM::Group", "Properties": {"GroupName": "Readers"}},
        "User": {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe", "Groups": list(groups)}},
    }


def groups(cloud):
    return [g["GroupName"] for g in cloud.client("iam").list_groups_for_user(UserName="JohnDoe")["Groups"]]


def test_a_user_whose_update_fails_has_his_old_groups_again(cloud: Cloud):
    cloud.create(user({"Ref": "Readers"}))
    assert cloud.update(user("Missing")) == "UPDATE_ROLLBACK_COMPLETE"
    assert "The group with name Missing cannot be found" in cloud.reasons()
    assert groups(cloud) == ["Readers"]


def test_a_user_taken_out_of_a_group_by_hand_can_still_be_updated(cloud: Cloud):
    cloud.create(user({"Ref": "Readers"}))
    cloud.client("iam").remove_user_from_group(GroupName="Readers", UserName="JohnDoe")
    assert cloud.update(user()) == "UPDATE_COMPLETE"
    assert groups(cloud) == []


def test_a_group_whose_update_fails_has_its_old_policies_again(cloud: Cloud):
    def group(*arns, **more):
        properties = {"GroupName": "Readers", "ManagedPolicyArns": list(arns), **more}
        return {"Group": {"Type": "AWS::IAM::Group", "Properties": properties}}

    cloud.create(group(S3))
    bad = {"PolicyName": "Bad", "PolicyDocument": {**allow("s3:*"), "Statement": []}}
    assert cloud.update(group(Policies=[bad])) == "UPDATE_ROLLBACK_COMPLETE"
    attached = cloud.client("iam").list_attached_group_policies(GroupName="Readers")["AttachedPolicies"]
    assert [policy["PolicyArn"] for policy in attached] == [S3]


def test_a_profile_whose_update_fails_has_its_old_role_again(cloud: Cloud):
    def profile(role):
        trusted = {"RoleName": "Web", "AssumeRolePolicyDocument": trust({"Service": "ec2.amazonaws.com"})}
        made = {"InstanceProfileName": "Web", "Roles": [role]}
        return {
            "Role": {"Type": "AWS::IAM::Role", "Properties": trusted},
            "Profile": {"Type": "AWS::IAM::InstanceProfile", "Properties": made},
        }

    cloud.create(profile({"Ref": "Role"}))
    assert cloud.update(profile("Missing")) == "UPDATE_ROLLBACK_COMPLETE"
    found = cloud.client("iam").get_instance_profile(InstanceProfileName="Web")["InstanceProfile"]
    assert [role["RoleName"] for role in found["Roles"]] == ["Web"]
