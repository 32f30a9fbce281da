import json

from tests.integration.emulator.smoke import Cloud, allow, refused

S3 = "arn:aws:iam::aws:policy/AmazonS3FullAccess"


def test_a_group_with_members_or_policies_is_not_deleted(cloud: Cloud):
    iam = cloud.client("iam")
    iam.create_user(UserName="JohnDoe")
    iam.create_group(GroupName="Readers")
    group = {"GroupName": "Readers"}
    inline = {**group, "PolicyName": "Read"}
    for give, take in (
        (
            lambda: iam.add_user_to_group(**group, UserName="JohnDoe"),
            lambda: iam.remove_user_from_group(**group, UserName="JohnDoe"),
        ),
        (
            lambda: iam.attach_group_policy(**group, PolicyArn=S3),
            lambda: iam.detach_group_policy(**group, PolicyArn=S3),
        ),
        (
            lambda: iam.put_group_policy(**inline, PolicyDocument=json.dumps(allow("s3:*"))),
            lambda: iam.delete_group_policy(**inline),
        ),
    ):
        give()
        with refused("DeleteConflict"):
            iam.delete_group(**group)
        take()
    iam.delete_group(**group)
    assert iam.list_groups()["Groups"] == []


def test_a_stacks_group_with_members_from_elsewhere_is_not_deleted(cloud: Cloud):
    cloud.create({"Group": {"Type": "AWS::IAM::Group", "Properties": {"GroupName": "Readers"}}})
    iam = cloud.client("iam")
    iam.create_user(UserName="JohnDoe")
    iam.add_user_to_group(GroupName="Readers", UserName="JohnDoe")
    assert cloud.delete() == "DELETE_FAILED"
