import json

from tests.integration.emulator.smoke import Cloud, allow, refused


def policy(**properties):
    common = {"ManagedPolicyName": "ReadData", "PolicyDocument": allow("s3:GetObject")}
    return {"Policy": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {**common, **properties}}}


def make(cloud, name="ReadData"):
    return cloud.client("iam").create_policy(PolicyName=name, PolicyDocument=json.dumps(allow("sqs:*")))["Policy"]


def default_document(cloud, arn):
    iam = cloud.client("iam")
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    return iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]


def test_a_taken_name_fails_the_stack_and_leaves_the_other_policy_alone(cloud: Cloud):
    arn = make(cloud)["Arn"]
    assert cloud.create(policy()) == "ROLLBACK_COMPLETE"
    assert "A policy called ReadData already exists" in cloud.reasons()
    assert default_document(cloud, arn) == allow("sqs:*")


def test_a_malformed_document_fails_the_stack(cloud: Cloud):
    assert cloud.create(policy(PolicyDocument={"Version": "2012-10-17", "Statement": []})) == "ROLLBACK_COMPLETE"


def test_a_user_who_is_not_there_fails_the_stack(cloud: Cloud):
    assert cloud.create(policy(Users=["Nobody"])) == "ROLLBACK_COMPLETE"
    assert "The user with name Nobody cannot be found" in cloud.reasons()


def test_a_policy_that_others_use_is_not_deleted(cloud: Cloud):
    cloud.create(policy())
    iam = cloud.client("iam")
    iam.create_group(GroupName="Others")
    iam.attach_group_policy(GroupName="Others", PolicyArn=cloud.physical_id("Policy"))
    stack_id = cloud.describe()["StackId"]
    assert cloud.delete() == "DELETE_FAILED"
    assert "Cannot delete a policy attached to entities" in cloud.reasons(stack_id)
    iam.detach_group_policy(GroupName="Others", PolicyArn=cloud.physical_id("Policy"))
    assert cloud.delete() == "DELETE_COMPLETE"


def test_a_new_document_is_a_new_version_and_a_new_name_a_new_policy(cloud: Cloud):
    group = {"Group": {"Type": "AWS::IAM::Group", "Properties": {"ManagedPolicyArns": [{"Ref": "Policy"}]}}}
    cloud.create({**policy(Path="/data/", Description="reads"), **group})
    arn = cloud.physical_id("Policy")
    assert arn == f"arn:aws:iam::{cloud.account}:policy/data/ReadData"
    assert cloud.client("iam").get_policy(PolicyArn=arn)["Policy"]["Description"] == "reads"

    wider = allow(["s3:GetObject", "s3:ListBucket"])
    assert (
        cloud.update({**policy(Path="/data/", Description="reads", PolicyDocument=wider), **group}) == "UPDATE_COMPLETE"
    )
    assert cloud.physical_id("Policy") == arn
    assert default_document(cloud, arn) == wider
    assert len(cloud.client("iam").list_policy_versions(PolicyArn=arn)["Versions"]) == 2

    renamed = policy(ManagedPolicyName="ReadAll", Path="/data/", Description="reads", PolicyDocument=wider)
    assert cloud.update({**renamed, **group}) == "UPDATE_COMPLETE"
    with refused("NoSuchEntity"):
        cloud.client("iam").get_policy(PolicyArn=arn)
    attached = cloud.client("iam").list_attached_group_policies(GroupName=cloud.physical_id("Group"))
    assert [p["PolicyName"] for p in attached["AttachedPolicies"]] == ["ReadAll"]
    assert cloud.delete() == "DELETE_COMPLETE"
