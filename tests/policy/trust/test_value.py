import pytest
from hypothesis import given, settings

from iam_stacks.policy import Document, TrustPolicy
from tests.policy.trust.examples import HERE, trusts

GITHUB = "https://token.actions.githubusercontent.com"


def test_account_partition_and_region_stay_symbolic_unless_given() -> None:
    condition = TrustPolicy.ecs_tasks().render()["Statement"][0]["Condition"]
    assert condition == {
        "StringEquals": {"aws:SourceAccount": "${AWS::AccountId}"},
        "ArnLike": {"aws:SourceArn": "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:*"},
    }


def test_what_is_given_is_filled_in_everywhere() -> None:
    document = TrustPolicy.github_actions(repository="octo-org/octo-repo", branch="main").render(
        account="123456789012", partition="aws-cn"
    )
    assert document["Statement"][0]["Principal"] == {
        "Federated": "arn:aws-cn:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
    }


@pytest.mark.parametrize("token", ["${Token[AWS.AccountId.4]}"])
def test_a_token_of_the_deployment_is_filled_in_too(token: str) -> None:
    document = TrustPolicy.service("states.amazonaws.com").render(account=token)
    assert document["Statement"][0]["Condition"] == {"StringEquals": {"aws:SourceAccount": token}}


@settings(deadline=None)
@given(trusts, trusts)
def test_a_combination_has_the_statements_of_both(one: TrustPolicy, two: TrustPolicy) -> None:
    both = (one | two).render(size_quota=8192, **HERE)
    assert both["Statement"] == one.render(**HERE)["Statement"] + two.render(**HERE)["Statement"]


@settings(deadline=None)
@given(trusts, trusts)
def test_a_combination_has_the_warnings_and_reasons_of_both(one: TrustPolicy, two: TrustPolicy) -> None:
    both = one | two
    assert both.warnings == one.warnings + two.warnings
    assert both.reasons == one.reasons + two.reasons
    assert isinstance(both, TrustPolicy)


@settings(deadline=None)
@given(trusts)
def test_rendering_changes_nothing_and_is_the_same_each_time(trust: TrustPolicy) -> None:
    before = hash(trust)
    document = trust.render(**HERE)
    document["Statement"].clear()
    assert trust.render(**HERE) == trust.render(**HERE) != document
    assert hash(trust) == before


@settings(deadline=None)
@given(trusts)
def test_a_document_has_what_the_trust_policy_says(trust: TrustPolicy) -> None:
    parsed = Document.parse(trust.deployed_to(HERE["account"]).render())
    if "${SignIn}" not in repr(trust):
        assert parsed.normalised().statements == Document(statements=trust.statements).normalised().statements


def test_trust_policies_that_say_the_same_are_equal_and_show_what_they_say() -> None:
    lambdas, workflows = TrustPolicy.service("lambda.amazonaws.com"), TrustPolicy.service("states.amazonaws.com")
    assert lambdas == TrustPolicy.service("lambda.amazonaws.com")
    assert hash(lambdas) == hash(TrustPolicy.service("lambda.amazonaws.com"))
    assert lambdas != workflows
    assert lambdas != lambdas.statements
    assert "lambda.amazonaws.com" in repr(lambdas)


@settings(deadline=None)
@given(trusts, trusts)
def test_a_trust_policy_is_a_value(one: TrustPolicy, two: TrustPolicy) -> None:
    assert one == TrustPolicy(one.statements, foreign=one.foreign, reasons=one.reasons)
    assert hash(one) == hash(TrustPolicy(one.statements, foreign=one.foreign, reasons=one.reasons))
    assert (one == two) == (two == one)


def test_lists_that_are_given_can_change_later_without_changing_the_trust_policy() -> None:
    subjects = ["repo:acme/app:*"]
    trust = TrustPolicy.web_identity(GITHUB, audience="a", subject=subjects)
    subjects.append("repo:evil/app:*")
    assert "evil" not in str(trust.render())
