from tests.integration.emulator.smoke import Cloud

METADATA = '<EntityDescriptor entityID="https://idp.example.com/{}"></EntityDescriptor>'


def provider(version="1", **properties):
    common = {"Name": "Company", "SamlMetadataDocument": METADATA.format(version)}
    return {"Provider": {"Type": "AWS::IAM::SAMLProvider", "Properties": {**common, **properties}}}


def read(cloud):
    return cloud.client("iam").get_saml_provider(SAMLProviderArn=cloud.physical_id("Provider"))


def test_a_provider_is_created_updated_and_deleted(cloud: Cloud):
    tags = [{"Key": "team", "Value": "a"}]
    outputs = {"Arn": {"Value": {"Fn::GetAtt": ["Provider", "Arn"]}}}
    assert cloud.create(provider(Tags=tags), Outputs=outputs) == "CREATE_COMPLETE"
    arn = f"arn:aws:iam::{cloud.account}:saml-provider/Company"
    assert cloud.outputs()["Arn"] == cloud.physical_id("Provider") == arn
    assert read(cloud)["SAMLMetadataDocument"] == METADATA.format("1")
    assert tags[0] in read(cloud)["Tags"]

    assert cloud.update(provider("2")) == "UPDATE_COMPLETE"
    assert cloud.physical_id("Provider") == arn
    assert read(cloud)["SAMLMetadataDocument"] == METADATA.format("2")
    assert tags[0] not in read(cloud)["Tags"]

    assert cloud.update(provider("2", Name="Other")) == "UPDATE_COMPLETE"
    assert [p["Arn"] for p in providers(cloud)] == [arn.replace("Company", "Other")]
    assert cloud.delete() == "DELETE_COMPLETE"
    assert providers(cloud) == []


def providers(cloud):
    return cloud.client("iam").list_saml_providers()["SAMLProviderList"]


def test_a_taken_name_fails_the_stack_and_leaves_the_other_provider_alone(cloud: Cloud):
    cloud.client("iam").create_saml_provider(Name="Company", SAMLMetadataDocument="x" * 1000)
    assert cloud.create(provider()) == "ROLLBACK_COMPLETE"
    assert "already exists" in cloud.reasons()
    assert len(providers(cloud)) == 1
