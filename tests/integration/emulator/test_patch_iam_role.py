from tests.integration.emulator.smoke import Cloud, allow, refused, trust

LAMBDA = trust({"Service": "lambda.amazonaws.com"})


def role(**properties):
    common = {"RoleName": "Reader", "AssumeRolePolicyDocument": LAMBDA}
    return {"Role": {"Type": "AWS::IAM::Role", "Properties": {**common, **properties}}}


def boundary(cloud, name="Boundary"):
    return cloud.client("iam").create_policy(
        PolicyName=name,
        PolicyDocument="""
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
    """,
    )["Policy"]["Arn"]


def read(cloud):
    return cloud.client("iam").get_role(RoleName="Reader")["Role"]


def test_a_boundary_is_set_changed_and_removed(cloud: Cloud):
    first, second = boundary(cloud, "First"), boundary(cloud, "Second")
    assert cloud.create(role(PermissionsBoundary=first)) == "CREATE_COMPLETE"
    assert read(cloud)["PermissionsBoundary"]["PermissionsBoundaryArn"] == first
    assert cloud.update(role(PermissionsBoundary=second)) == "UPDATE_COMPLETE"
    assert read(cloud)["PermissionsBoundary"]["PermissionsBoundaryArn"] == second
    assert cloud.update(role()) == "UPDATE_COMPLETE"
    assert "PermissionsBoundary" not in read(cloud)


def test_a_boundary_limits_what_the_role_can_do(cloud: Cloud):
    cloud.create(
        role(
            AssumeRolePolicyDocument=trust({"AWS": cloud.account}),
            Policies=[{"PolicyName": "Wide", "PolicyDocument": allow("*")}],
            PermissionsBoundary=boundary(cloud),
        )
    )
    session = cloud.client("sts").assume_role(RoleArn=read(cloud)["Arn"], RoleSessionName="test")["Credentials"]
    own = cloud.client.signed_by(session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
    assert own("s3").list_buckets()["Buckets"] == []
    with refused("AccessDenied"):
        own("iam").list_users()


def test_a_taken_name_fails_the_stack_and_leaves_the_other_role_alone(cloud: Cloud):
    cloud.client("iam").create_role(RoleName="Reader", AssumeRolePolicyDocument="{}", Description="not the stack's")
    assert cloud.create(role()) == "ROLLBACK_COMPLETE"
    assert "Role with name Reader already exists" in cloud.reasons()
    assert read(cloud)["Description"] == "not the stack's"


def test_everything_else_of_a_role_is_as_the_template_says(cloud: Cloud):
    basic = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    properties = {
        "Path": "/service/",
        "Description": "reads",
        "MaxSessionDuration": 7200,
        "ManagedPolicyArns": [basic],
        "Policies": [{"PolicyName": "Read", "PolicyDocument": allow("s3:GetObject")}],
        "Tags": [{"Key": "team", "Value": "a"}],
    }
    assert cloud.create(role(**properties)) == "CREATE_COMPLETE"
    found = read(cloud)
    assert found["Arn"] == f"arn:aws:iam::{cloud.account}:role/service/Reader"
    assert (found["Description"], found["MaxSessionDuration"]) == ("reads", 7200)
    assert {"Key": "team", "Value": "a"} in found["Tags"]
    assert found["AssumeRolePolicyDocument"] == LAMBDA
    iam = cloud.client("iam")
    attached = iam.list_attached_role_policies(RoleName="Reader")["AttachedPolicies"]
    assert [policy["PolicyArn"] for policy in attached] == [basic]
    assert iam.get_role_policy(RoleName="Reader", PolicyName="Read")["PolicyDocument"] == allow("s3:GetObject")

    ec2 = trust({"Service": "ec2.amazonaws.com"})
    assert cloud.update(role(Path="/service/", AssumeRolePolicyDocument=ec2)) == "UPDATE_COMPLETE"
    assert read(cloud)["AssumeRolePolicyDocument"] == ec2
    assert cloud.delete() == "DELETE_COMPLETE"
    with refused("NoSuchEntity"):
        read(cloud)
