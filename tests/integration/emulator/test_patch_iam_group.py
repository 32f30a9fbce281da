import json

from tests.integration.emulator.smoke import Cloud, allow, refused

S3 = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
LOGS = "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess"


def group(**properties):
    return {"Group": {"Type": "AWS::IAM::Group", "Properties": {"GroupName": "Developers", **properties}}}


def inline(name, action):
    return {"PolicyName": name, "PolicyDocument": allow(action)}


def attached(cloud, name="Developers"):
    policies = cloud.client("iam").list_attached_group_policies(GroupName=name)["AttachedPolicies"]
    return {policy["PolicyArn"] for policy in policies}


def test_a_group_is_created_updated_and_deleted(cloud: Cloud):
    iam = cloud.client("iam")
    made = group(Path="/team/", ManagedPolicyArns=[S3], Policies=[inline("Read", "s3:GetObject")])
    assert cloud.create(made, Outputs={"Arn": {"Value": {"Fn::GetAtt": ["Group", "Arn"]}}}) == "CREATE_COMPLETE"
    assert cloud.outputs()["Arn"] == f"arn:aws:iam::{cloud.account}:group/team/Developers"
    assert attached(cloud) == {S3}

    changed = group(ManagedPolicyArns=[LOGS], Policies=[inline("Write", "s3:PutObject")])
    assert cloud.update(changed) == "UPDATE_COMPLETE"
    assert attached(cloud) == {LOGS}
    assert iam.list_group_policies(GroupName="Developers")["PolicyNames"] == ["Write"]
    assert iam.get_group_policy(GroupName="Developers", PolicyName="Write")["PolicyDocument"] == allow("s3:PutObject")
    assert iam.get_group(GroupName="Developers")["Group"]["Path"] == "/"

    assert cloud.delete() == "DELETE_COMPLETE"
    assert iam.list_groups()["Groups"] == []


def test_a_new_name_makes_a_new_group_and_takes_the_members_along(cloud: Cloud):
    user = {"User": {"Type": "AWS::IAM::User", "Properties": {"Groups": [{"Ref": "Group"}]}}}
    cloud.create({**group(ManagedPolicyArns=[S3]), **user})
    assert cloud.update({**group(GroupName="Engineers", ManagedPolicyArns=[S3]), **user}) == "UPDATE_COMPLETE"
    iam = cloud.client("iam")
    assert [g["GroupName"] for g in iam.list_groups()["Groups"]] == ["Engineers"]
    assert len(iam.get_group(GroupName="Engineers")["Users"]) == 1
    assert cloud.physical_id("Group") == "Engineers"


def test_a_taken_name_fails_the_stack_and_leaves_nothing_of_it(cloud: Cloud):
    cloud.client("iam").create_group(GroupName="Developers")
    policy = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": allow("s3:GetObject")}}
    after = {"Policy": policy, **group(ManagedPolicyArns=[{"Ref": "Policy"}])}
    assert cloud.create(after) == "ROLLBACK_COMPLETE"
    assert "Group with name Developers already exists" in cloud.reasons()
    assert cloud.client("iam").list_policies(Scope="Local")["Policies"] == []
    assert attached(cloud) == set()


def test_a_policy_that_iam_refuses_fails_the_stack_and_leaves_no_group(cloud: Cloud):
    bad = {"PolicyName": "Bad", "PolicyDocument": {"Version": "2012-10-17", "Statement": []}}
    assert cloud.create(group(ManagedPolicyArns=[S3], Policies=[bad])) == "ROLLBACK_COMPLETE"
    assert "MalformedPolicyDocument" in cloud.reasons()
    with refused("NoSuchEntity"):
        cloud.client("iam").get_group(GroupName="Developers")
    assert json.dumps(cloud.client("iam").list_groups()["Groups"]) == "[]"
