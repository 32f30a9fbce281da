import pytest

from iam_stacks.policy import PolicyError, TrustPolicy

OURS, OTHER, THIRD = "111122223333", "999999999999", "777788889999"
FOREIGN = (
    f"account {OTHER} is neither the one deployed to nor one of own_accounts; list it there, or give "
    "external_id, or trusted with a reason"
)


def conditions(trust: TrustPolicy) -> dict[str, set[str]]:
    """The condition keys of each action."""
    return {
        action: {clause.key for clause in statement.conditions}
        for statement in trust.statements
        for action in statement.actions or ()
    }


@pytest.mark.parametrize("account", [OTHER, f"arn:aws:iam::{OTHER}:root", f"arn:aws:iam::{OTHER}:role/Deployer"])
def test_an_account_that_is_not_ours_is_refused_when_it_is_rendered(account: str) -> None:
    trust = TrustPolicy.account(account)
    with pytest.raises(PolicyError) as error:
        trust.render(account=OURS)
    assert str(error.value) == FOREIGN


def test_all_accounts_that_are_not_ours_are_named() -> None:
    with pytest.raises(PolicyError, match=f"account {THIRD}, {OTHER} is neither"):
        TrustPolicy.account(OTHER, OURS, THIRD).render(account=OURS)


def test_a_literal_account_is_refused_where_it_is_not_known_what_is_deployed_to() -> None:
    trust = TrustPolicy.account(OTHER)
    for account in ("${AWS::AccountId}", "${Token[AWS.AccountId.4]}"):
        with pytest.raises(PolicyError, match="is neither the one deployed to"):
            trust.render(account=account)
    with pytest.raises(PolicyError, match="is neither the one deployed to"):
        trust.render()


def test_the_account_deployed_to_is_ours() -> None:
    assert TrustPolicy.account(OTHER).render(account=OTHER)
    assert TrustPolicy.account(OTHER).deployed_to(OTHER).render()
    TrustPolicy.account(OTHER).deployed_to(OTHER).require_own_accounts()


def test_an_account_of_own_accounts_is_ours() -> None:
    assert TrustPolicy.account(OTHER, own_accounts=[OTHER]).render(account=OURS)
    assert TrustPolicy.account(OTHER, own_accounts=OTHER).render(account=OURS)
    assert TrustPolicy.account(OTHER, THIRD, own_accounts=[OTHER]).foreign == {THIRD}


def test_an_account_with_an_external_id_need_not_be_ours() -> None:
    assert TrustPolicy.account(OTHER, external_id="example-id").render(account=OURS)


def test_an_account_that_is_trusted_for_a_reason_need_not_be_ours() -> None:
    trust = TrustPolicy.account(OTHER, trusted=True, reason="our sister company")
    assert trust.render(account=OURS)
    assert trust.reasons == ("our sister company",)


@pytest.mark.parametrize(
    "account",
    [
        "${AWS::AccountId}",
        "${Token[AWS.AccountId.4]}",
        "arn:aws:iam::${AWS::AccountId}:root",
        "arn:aws:iam::${AWS::AccountId}:user/999999999999",
        "arn:${AWS::Partition}:iam::${Token[AWS.AccountId.4]}:role/999999999999",
    ],
)
def test_an_account_that_is_not_a_literal_one_is_not_judged(account: str) -> None:
    trust = TrustPolicy.account(account)
    assert trust.foreign == frozenset()
    assert trust.render(account=OURS)


def test_each_part_of_a_combination_keeps_what_is_foreign_to_it() -> None:
    harmless, foreign = TrustPolicy.account(OTHER, external_id="example-id"), TrustPolicy.account(OTHER)
    for both in (harmless | foreign, foreign | harmless):
        with pytest.raises(PolicyError, match=f"account {OTHER} is neither"):
            both.render(account=OURS)
    assert (foreign | TrustPolicy.account(THIRD)).deployed_to(THIRD).foreign == {OTHER}


def test_mfa_is_asked_for_in_a_way_that_a_long_term_key_does_not_pass() -> None:
    statement = TrustPolicy.account(OURS, require_mfa=True).render(account=OURS)["Statement"][0]
    assert statement["Condition"] == {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


@pytest.mark.parametrize("require_mfa", [True, False])
@pytest.mark.parametrize("age", [60, 3600, 129600])
def test_an_age_of_mfa_asks_for_mfa_too(age: int, require_mfa: bool) -> None:
    trust = TrustPolicy.account(OURS, mfa_max_age=age, require_mfa=require_mfa)
    assert trust.render(account=OURS)["Statement"][0]["Condition"] == {
        "Bool": {"aws:MultiFactorAuthPresent": "true"},
        "NumericLessThan": {"aws:MultiFactorAuthAge": str(age)},
    }


def test_neither_tags_nor_a_source_identity_may_be_set_unless_asked_for() -> None:
    assert conditions(TrustPolicy.account(OURS)) == {"sts:AssumeRole": set()}


def test_each_action_stands_under_the_keys_that_its_request_has() -> None:
    trust = TrustPolicy.account(
        OTHER, external_id="example-id", require_mfa=True, source_identity=["*"], session_tags={"Project": "red"}
    )
    mfa, tag = "aws:MultiFactorAuthPresent", "aws:RequestTag/Project"
    assert conditions(trust) == {
        "sts:AssumeRole": {"sts:ExternalId", mfa, "sts:SourceIdentity", tag, "aws:TagKeys"},
        "sts:SetSourceIdentity": {mfa, "sts:SourceIdentity"},
        "sts:TagSession": {mfa, tag, "aws:TagKeys"},
    }


def test_actions_under_the_same_keys_share_a_statement() -> None:
    trust = TrustPolicy.account(OURS, session_tags={"Project": "red"})
    assert [statement.actions for statement in trust.statements] == [("sts:AssumeRole", "sts:TagSession")]


def test_a_principal_may_be_known_at_deployment_only() -> None:
    trust = TrustPolicy.account(principals=["${Token[Role.Arn.1]}"])
    assert trust.render()["Statement"][0]["Principal"] == {"AWS": "${Token[Role.Arn.1]}"}
    assert trust.foreign == frozenset()


def test_a_principal_of_another_account_is_foreign_too() -> None:
    trust = TrustPolicy.account("${AWS::AccountId}", principals=["arn:aws:iam::999999999999:role/Auditor"])
    assert trust.foreign == {"999999999999"}
    assert trust.render(account="999999999999")["Statement"][0]["Principal"] == {
        "AWS": ["arn:${AWS::Partition}:iam::999999999999:root", "arn:aws:iam::999999999999:role/Auditor"]
    }


@pytest.mark.parametrize(
    "arn", ["arn:aws:iam::111122223333:user/${aws:username}", "arn:aws:iam::111122223333:role/a b"]
)
def test_a_principal_must_be_one_name(arn: str) -> None:
    with pytest.raises(PolicyError, match="is not allowed"):
        TrustPolicy.account(arn)


def test_keys_of_session_tags_must_differ_in_more_than_case() -> None:
    with pytest.raises(PolicyError, match="session_tags have keys that differ in case only"):
        TrustPolicy.account("${AWS::AccountId}", session_tags={"Project": "*", "project": "*"})
