import pytest
from botocore.exceptions import ClientError

from tests.integration.emulator.smoke import Cloud, trust

SERVICE = trust({"Service": "lambda.amazonaws.com"})


def exporting(name, logical_id="Group"):
    groups = {
        "Group": {"Type": "AWS::IAM::Group", "Properties": {"GroupName": "Group"}},
        "Other": {"Type": "AWS::IAM::Group", "Properties": {"GroupName": "Other"}},
    }
    return groups, {"Outputs": {"Name": {"Value": {"Ref": logical_id}, "Export": {"Name": name}}}}


def importing(name):
    return {"User": {"Type": "AWS::IAM::User", "Properties": {"Groups": [{"Fn::ImportValue": name}]}}}


def create_exporter(cloud, name="Name", stack="exporter"):
    resources, outputs = exporting(name)
    return cloud.create(resources, stack, **outputs)


def update_exporter(cloud, name="Name", logical_id="Group"):
    resources, outputs = exporting(name, logical_id)
    return cloud.update(resources, "exporter", **outputs)


def exports(cloud):
    return {e["Name"]: e["Value"] for e in cloud.client("cloudformation").list_exports()["Exports"]}


def test_an_imported_value_reaches_the_other_stack(cloud: Cloud):
    create_exporter(cloud)
    assert cloud.create(importing("Name"), "importer") == "CREATE_COMPLETE"
    assert len(cloud.client("iam").get_group(GroupName="Group")["Users"]) == 1
    with pytest.raises(ClientError, match="imported by stack importer"):
        cloud.client("cloudformation").delete_stack(StackName="exporter")


def test_an_export_that_is_in_use_is_neither_changed_nor_removed(cloud: Cloud):
    create_exporter(cloud)
    cloud.create(importing("Name"), "importer")
    assert update_exporter(cloud, "Renamed") == "UPDATE_ROLLBACK_COMPLETE"
    assert "Export Name cannot be deleted as it is in use by importer" in cloud.reasons("exporter")
    assert update_exporter(cloud, logical_id="Other") == "UPDATE_ROLLBACK_COMPLETE"
    assert "Export Name cannot be updated as it is in use by importer" in cloud.reasons("exporter")
    assert exports(cloud) == {"Name": "Group"}


def test_an_export_that_the_template_drops_is_gone(cloud: Cloud):
    create_exporter(cloud)
    assert update_exporter(cloud, "Renamed") == "UPDATE_COMPLETE"
    assert exports(cloud) == {"Renamed": "Group"}


def test_a_name_is_exported_once(cloud: Cloud):
    create_exporter(cloud)
    output = {"Value": "other", "Export": {"Name": "Name"}}
    role = {"Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": SERVICE}}}
    assert cloud.create(role, "second", Outputs={"Name": output}) == "ROLLBACK_COMPLETE"
    assert "already exported by stack exporter" in cloud.reasons("second")
    assert exports(cloud) == {"Name": "Group"}
