from tests.integration.emulator.smoke import Cloud, refused
from tests.integration.emulator.trail import resource


def role(**properties):
    return {"Role": resource("IAM::ServiceLinkedRole", AWSServiceName="config.amazonaws.com", **properties)}


def test_a_role_is_created_updated_and_deleted(cloud: Cloud):
    outputs = {"Ref": {"Value": {"Ref": "Role"}}, "Name": {"Value": {"Fn::GetAtt": ["Role", "RoleName"]}}}
    assert cloud.create(role(Description="recorder"), Outputs=outputs) == "CREATE_COMPLETE", cloud.reasons()
    name = "AWSServiceRoleForConfig"
    assert cloud.outputs() == {"Ref": name, "Name": name}
    iam = cloud.client("iam")
    found = iam.get_role(RoleName=name)["Role"]
    assert (found["Path"], found["Description"]) == ("/aws-service-role/config.amazonaws.com/", "recorder")
    assert cloud.update(role()) == "UPDATE_COMPLETE"
    assert not iam.get_role(RoleName=name)["Role"].get("Description")
    assert cloud.delete() == "DELETE_COMPLETE"
    with refused("NoSuchEntity"):
        iam.get_role(RoleName=name)


def test_there_is_one_for_each_service(cloud: Cloud):
    cloud.create(role())
    assert cloud.create(role(), "again") == "ROLLBACK_COMPLETE"
    assert cloud.client("iam").get_role(RoleName="AWSServiceRoleForConfig")
