import pytest

from iam_stacks.policy import PolicyError, TrustPolicy

PAGES = {
    "aws": "https://signin.aws.amazon.com/saml",
    "aws-us-gov": "https://signin.amazonaws-us-gov.com/saml",
    "aws-cn": "https://signin.amazonaws.cn/saml",
}


def audience(trust: TrustPolicy, partition: str = "${AWS::Partition}") -> str | list[str]:
    found: str | list[str] = trust.render(partition=partition)["Statement"][0]["Condition"]["StringEquals"]["SAML:aud"]
    return found


@pytest.mark.parametrize("partition", PAGES)
def test_the_audience_is_the_sign_in_page_of_the_partition(partition: str) -> None:
    assert audience(TrustPolicy.saml("Okta"), partition) == PAGES[partition]


@pytest.mark.parametrize("partition", ["${AWS::Partition}", "${Token[AWS.Partition.3]}"])
def test_all_pages_stand_there_where_the_partition_is_known_at_deployment_only(partition: str) -> None:
    assert audience(TrustPolicy.saml("Okta"), partition) == list(PAGES.values())


def test_a_partition_without_a_known_page_is_refused() -> None:
    with pytest.raises(PolicyError) as error:
        TrustPolicy.saml("Okta").render(partition="aws-iso")
    assert str(error.value) == (
        "no sign-in page is known for partition 'aws-iso'; known are those of aws, aws-us-gov, aws-cn"
    )


@pytest.mark.parametrize(
    ("region", "partition"), [("us-east-1", "aws"), ("us-gov-east-1", "aws-us-gov"), ("cn-north-1", "aws-cn")]
)
def test_the_page_of_a_region_stands_beside_the_one_of_its_partition(region: str, partition: str) -> None:
    page = PAGES[partition]
    expected = [page, page.replace("https://", f"https://{region}.")]
    assert audience(TrustPolicy.saml("Okta", regions=[region])) == expected
    assert audience(TrustPolicy.saml("Okta", regions=[region]), partition) == expected


def test_a_region_that_signs_in_on_the_global_page_adds_none() -> None:
    assert audience(TrustPolicy.saml("Okta", regions=["us-gov-west-1"])) == PAGES["aws-us-gov"]


def test_a_provider_may_be_known_at_deployment_only() -> None:
    statement = TrustPolicy.saml("${Token[Okta.1]}").render(account="111122223333", partition="aws")["Statement"][0]
    assert statement["Principal"] == {"Federated": "${Token[Okta.1]}"}, "a construct says its ARN"


def test_tags_and_a_source_identity_may_be_set_when_asked_for() -> None:
    trust = TrustPolicy.saml("Okta", session_tags=True, source_identity=True)
    assert [(each.actions, [clause.key for clause in each.conditions]) for each in trust.statements] == [
        (("sts:AssumeRoleWithSAML", "sts:TagSession"), ["SAML:aud"]),
        (("sts:SetSourceIdentity",), []),
    ]


def test_a_provider_of_another_account_is_refused() -> None:
    trust = TrustPolicy.saml("arn:aws:iam::999999999999:saml-provider/Okta")
    with pytest.raises(PolicyError, match="account 999999999999 is neither the one deployed to"):
        trust.render(account="111122223333")
    assert trust.render(account="999999999999", partition="aws")
