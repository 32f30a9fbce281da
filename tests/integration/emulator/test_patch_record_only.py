import re

import pytest

from emulator.client_env import client_environment
from emulator.inventory import read_back, recorded, show
from tests.integration.emulator.smoke import Cloud

UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def anchor(**properties):
    source = {"SourceType": "CERTIFICATE_BUNDLE", "SourceData": {"X509CertificateData": "example"}}
    made = {"Name": "example", "Enabled": True, "Source": source, **properties}
    return {
        "Anchor": {"Type": "AWS::RolesAnywhere::TrustAnchor", "Properties": made},
        "Profile": {"Type": "AWS::RolesAnywhere::Profile", "Properties": {"Name": "example", "RoleArns": []}},
    }


@pytest.mark.parametrize(
    ("logical_id", "name", "resource"), [("Anchor", "TrustAnchor", "trust-anchor"), ("Profile", "Profile", "profile")]
)
def test_a_stack_holds_what_no_api_knows(cloud: Cloud, logical_id, name, resource):
    attributes = {kind: {"Value": {"Fn::GetAtt": [logical_id, f"{name}{kind}"]}} for kind in ("Arn", "Id")}
    assert cloud.create(anchor(), Outputs={"Ref": {"Value": {"Ref": logical_id}}, **attributes}) == "CREATE_COMPLETE"
    id = cloud.physical_id(logical_id)
    assert re.fullmatch(UUID, id)
    arn = f"arn:aws:rolesanywhere:us-east-1:{cloud.account}:{resource}/{id}"
    assert cloud.outputs() == {"Ref": id, "Arn": arn, "Id": id}
    assert cloud.update(anchor(Enabled=False), Outputs={"Arn": attributes["Arn"]}) == "UPDATE_COMPLETE"
    assert cloud.outputs() == {"Arn": arn}
    assert cloud.delete() == "DELETE_COMPLETE"


def test_nobody_claims_to_have_read_it(cloud: Cloud):
    cloud.create(anchor())
    account = client_environment(cloud.account)
    assert read_back(account) == []
    assert {resource.logical_id for resource in recorded(account)} == {"Anchor", "Profile"}
    assert show(account).startswith("recorded only: CloudFormation says so, and no API can confirm it (2)")
