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


def analyzer(**properties):
    made = {"AnalyzerName": "External", "Type": "ACCOUNT", **properties}
    return {"Analyzer": {"Type": "AWS::AccessAnalyzer::Analyzer", "Properties": made}}


def test_an_analyzer_is_known_by_its_arn(cloud: Cloud):
    outputs = {"Ref": {"Value": {"Ref": "Analyzer"}}, "Arn": {"Value": {"Fn::GetAtt": ["Analyzer", "Arn"]}}}
    arn = f"arn:aws:access-analyzer:us-east-1:{cloud.account}:analyzer"
    assert cloud.create(analyzer(), Outputs=outputs) == "CREATE_COMPLETE"
    assert cloud.outputs() == {"Ref": f"{arn}/External", "Arn": f"{arn}/External"}
    configured = analyzer(AnalyzerConfiguration={"UnusedAccessConfiguration": {"UnusedAccessAge": 90}})
    assert cloud.update(configured, Outputs=outputs) == "UPDATE_COMPLETE"
    assert cloud.outputs()["Ref"] == f"{arn}/External"
    assert cloud.update(analyzer(AnalyzerName="Outside"), Outputs=outputs) == "UPDATE_COMPLETE"
    assert cloud.outputs()["Ref"] == f"{arn}/Outside"
    assert [one.type for one in recorded(client_environment(cloud.account))] == ["AWS::AccessAnalyzer::Analyzer"]
    assert cloud.delete() == "DELETE_COMPLETE"


def test_an_analyzer_without_a_name_gets_one(cloud: Cloud):
    unnamed = analyzer()
    del unnamed["Analyzer"]["Properties"]["AnalyzerName"]
    cloud.create(unnamed)
    arn = cloud.physical_id("Analyzer")
    assert re.fullmatch(f"arn:aws:access-analyzer:us-east-1:{cloud.account}:analyzer/{UUID}", arn)
    unnamed["Analyzer"]["Properties"]["Tags"] = [{"Key": "a", "Value": "1"}]
    assert cloud.update(unnamed) == "UPDATE_COMPLETE"
    assert cloud.physical_id("Analyzer") == arn


def test_nobody_claims_to_have_read_it(cloud: Cloud):
    cloud.create(anchor())
    account = client_environment(cloud.account)
    assert read_back(account) == []
    assert {resource.logical_id for resource in recorded(account)} == {"Anchor", "Profile"}
    assert show(account).startswith("recorded only: CloudFormation says so, and no API can confirm it (2)")
