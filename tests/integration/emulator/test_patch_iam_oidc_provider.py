from tests.integration.emulator.smoke import Cloud

GITHUB = "https://token.actions.githubusercontent.com"


def provider(**properties):
    return {"Provider": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": GITHUB, **properties}}}


def read(cloud):
    return cloud.client("iam").get_open_id_connect_provider(OpenIDConnectProviderArn=cloud.physical_id("Provider"))


def test_a_provider_is_created_updated_and_deleted(cloud: Cloud):
    made = provider(ClientIdList=["sts.amazonaws.com"], Tags=[{"Key": "team", "Value": "a"}])
    assert cloud.create(made, Outputs={"Arn": {"Value": {"Fn::GetAtt": ["Provider", "Arn"]}}}) == "CREATE_COMPLETE"
    arn = f"arn:aws:iam::{cloud.account}:oidc-provider/token.actions.githubusercontent.com"
    assert cloud.outputs()["Arn"] == cloud.physical_id("Provider") == arn
    assert read(cloud)["ClientIDList"] == ["sts.amazonaws.com"]
    assert {"Key": "team", "Value": "a"} in read(cloud)["Tags"]

    changed = provider(ClientIdList=["sts.amazonaws.com", "other"], ThumbprintList=["a" * 40])
    assert cloud.update(changed) == "UPDATE_COMPLETE"
    assert read(cloud)["ClientIDList"] == ["sts.amazonaws.com", "other"]
    assert read(cloud)["ThumbprintList"] == ["a" * 40]

    assert cloud.delete() == "DELETE_COMPLETE"
    assert cloud.client("iam").list_open_id_connect_providers()["OpenIDConnectProviderList"] == []


def test_a_second_provider_of_one_url_fails_the_stack(cloud: Cloud):
    cloud.client("iam").create_open_id_connect_provider(Url=GITHUB, ThumbprintList=[])
    assert cloud.create(provider()) == "ROLLBACK_COMPLETE"
    assert "already exists" in cloud.reasons()
