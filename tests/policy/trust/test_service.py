from typing import Any

import pytest

from iam_stacks.policy import PolicyError, TrustPolicy
from iam_stacks.policy.trust.service_table import SOURCE_KEYS

OURS = "111122223333"
ARN = f"arn:aws:sns:eu-west-1:{OURS}:topic"
UNSHOWN = ["lambda.amazonaws.com", "ec2.amazonaws.com", "events.amazonaws.com", "s3.amazonaws.com"]


def condition(trust: TrustPolicy) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = trust.render(account=OURS)["Statement"][0].get("Condition", {})
    return found


@pytest.mark.parametrize("service", SOURCE_KEYS)
def test_a_row_names_the_guide_that_it_is_from(service: str) -> None:
    guide, comma, page = SOURCE_KEYS[service].source.partition(", ")
    assert guide.endswith("Guide")
    assert bool(comma) == bool(page)


@pytest.mark.parametrize("service", SOURCE_KEYS)
def test_a_row_shows_something(service: str) -> None:
    assert SOURCE_KEYS[service].account or SOURCE_KEYS[service].arn


@pytest.mark.parametrize("service", SOURCE_KEYS)
def test_the_account_deployed_to_is_asked_for_where_the_guide_shows_it_and_nowhere_else(service: str) -> None:
    shown = {"StringEquals": {"aws:SourceAccount": OURS}} if SOURCE_KEYS[service].account else {}
    assert condition(TrustPolicy.service(service)) == shown


@pytest.mark.parametrize("service", SOURCE_KEYS)
def test_a_source_arn_is_taken_where_the_guide_shows_it_and_nowhere_else(service: str) -> None:
    if SOURCE_KEYS[service].arn:
        assert condition(TrustPolicy.service(service, source_arn=ARN))["ArnEquals"] == {"aws:SourceArn": ARN}
    else:
        with pytest.raises(PolicyError, match="is not shown to send aws:SourceArn"):
            TrustPolicy.service(service, source_arn=ARN)


@pytest.mark.parametrize("service", [name for name, shown in SOURCE_KEYS.items() if not shown.account])
def test_a_source_account_is_refused_where_the_guide_does_not_show_it(service: str) -> None:
    with pytest.raises(PolicyError, match="is not shown to send aws:SourceAccount"):
        TrustPolicy.service(service, source_account=True)


@pytest.mark.parametrize("service", UNSHOWN)
def test_a_service_whose_guide_shows_nothing_has_no_condition(service: str) -> None:
    assert condition(TrustPolicy.service(service)) == {}
    assert condition(TrustPolicy.service(service, source_account=False)) == {}


@pytest.mark.parametrize("service", UNSHOWN)
def test_unverified_asks_for_what_no_guide_shows(service: str) -> None:
    trust = TrustPolicy.service(
        service, source_account=True, source_arn=ARN, source_org_id="o-a1b2c3d4e5", unverified=True
    )
    assert condition(trust) == {
        "StringEquals": {"aws:SourceAccount": OURS, "aws:SourceOrgID": "o-a1b2c3d4e5"},
        "ArnEquals": {"aws:SourceArn": ARN},
    }


@pytest.mark.parametrize(
    "spelling", ["states.eu-central-1.amazonaws.com", "states.amazonaws.com.cn", "states.cn-north-1.amazonaws.com.cn"]
)
def test_the_spelling_of_a_principal_makes_no_difference(spelling: str) -> None:
    assert condition(TrustPolicy.service(spelling)) == {"StringEquals": {"aws:SourceAccount": OURS}}


def test_a_service_that_is_known_at_deployment_only_is_asked_for_nothing() -> None:
    assert condition(TrustPolicy.service("${Token[Service.1]}")) == {}


def test_an_organization_takes_the_place_of_the_account() -> None:
    trust = TrustPolicy.service("states.amazonaws.com", source_org_id="o-a1b2c3d4e5")
    assert condition(trust) == {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}}


def test_unverified_alone_asks_for_nothing() -> None:
    assert condition(TrustPolicy.service("lambda.amazonaws.com", unverified=True)) == {}


def test_a_source_account_can_be_left_out_or_be_another_one() -> None:
    assert condition(TrustPolicy.service("states.amazonaws.com", source_account=False)) == {}
    other = TrustPolicy.service("states.amazonaws.com", source_account="999999999999", own_accounts=["999999999999"])
    assert condition(other) == {"StringEquals": {"aws:SourceAccount": "999999999999"}}


def test_a_source_account_may_be_known_at_deployment_only() -> None:
    for account in ("${AWS::AccountId}", "${Token[AWS.AccountId.4]}"):
        trust = TrustPolicy.service("states.amazonaws.com", source_account=account)
        assert trust.render()["Statement"][0]["Condition"]["StringEquals"] == {"aws:SourceAccount": account}


def test_a_pattern_among_source_arns_is_matched_as_one() -> None:
    trust = TrustPolicy.service("states.amazonaws.com", source_arn=[ARN, f"{ARN}-*"], source_account=False)
    assert condition(trust) == {"ArnLike": {"aws:SourceArn": [ARN, f"{ARN}-*"]}}


def test_the_account_that_a_source_arn_names_is_the_one_that_is_asked_for() -> None:
    arn = "arn:aws:states:eu-west-1:999999999999:stateMachine:x"
    trust = TrustPolicy.service("states.amazonaws.com", source_arn=arn, own_accounts=["999999999999"])
    assert condition(trust)["StringEquals"] == {"aws:SourceAccount": "999999999999"}


@pytest.mark.parametrize(
    "given",
    [
        {"source_account": "999999999999"},
        {"source_arn": "arn:aws:states:eu-west-1:999999999999:stateMachine:x"},
        {"source_account": False, "source_arn": "arn:aws:states:eu-west-1:999999999999:stateMachine:x"},
    ],
)
def test_a_service_must_not_act_for_an_account_that_is_not_ours(given: dict[str, Any]) -> None:
    with pytest.raises(PolicyError, match="account 999999999999 is neither the one deployed to nor"):
        TrustPolicy.service("states.amazonaws.com", **given).render(account=OURS)
    trusted = TrustPolicy.service("states.amazonaws.com", **given, trusted=True, reason="our sister company")
    assert trusted.render(account=OURS)
    assert trusted.reasons == ("our sister company",)


def test_a_source_arn_may_be_known_at_deployment_only() -> None:
    trust = TrustPolicy.service("states.amazonaws.com", source_account=False, source_arn="${Token[Machine.Arn.1]}")
    assert condition(trust) == {"ArnEquals": {"aws:SourceArn": "${Token[Machine.Arn.1]}"}}
