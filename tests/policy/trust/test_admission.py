"""Whom a rendered document admits, as the policy engine decides it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings

from iam_stacks.policy import Document, Request, TrustPolicy, evaluate
from iam_stacks.policy.statement import Clause, Statement
from tests.policy.trust.examples import ACCOUNT, HERE, OTHER, trusts
from tests.policy.trust.test_documents import ANCHOR, POOL

ROLE = f"arn:aws:iam::{ACCOUNT}:role/Target"
STRANGER = "777788889999"
ANYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
Context = dict[str, Any]


def admits(document: dict[str, Any], principal: str, action: str, context: Context) -> bool:
    """Whether an administrator of the caller's account, or a service or provider, may do it."""
    request = Request(principal=principal, action=action, resource=ROLE, context=context)
    policies = [ANYTHING] if request.caller.is_identity else []
    return evaluate(request, identity_policies=policies, resource_policy=document).allowed


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """What somebody must have, key by key, who may assume a role."""

    trust: TrustPolicy
    caller: str
    action: str = "sts:AssumeRole"
    context: Context


JANE = f"arn:aws:iam::{OTHER}:user/JaneRoe"
GITHUB = "token.actions.githubusercontent.com"
ASSUMPTIONS = {
    "service": Assumption(
        trust=TrustPolicy.ecs_tasks(),
        caller="ecs-tasks.amazonaws.com",
        context={"aws:SourceAccount": ACCOUNT, "aws:SourceArn": f"arn:aws:ecs:eu-west-1:{ACCOUNT}:task/example/1"},
    ),
    "account": Assumption(
        trust=TrustPolicy.account(
            OTHER,
            external_id="example-id",
            mfa_max_age=3600,
            source_identity=["Jane*"],
            session_tags={"Project": ["red", "blue"]},
        ),
        caller=JANE,
        context={
            "sts:ExternalId": "example-id",
            "aws:MultiFactorAuthPresent": "true",
            "aws:MultiFactorAuthAge": 3599,
            "sts:SourceIdentity": "JaneRoe",
            "aws:RequestTag/Project": "blue",
            "aws:TagKeys": ["Project"],
        },
    ),
    "organization": Assumption(
        trust=TrustPolicy.organization("o-a1b2c3d4e5"),
        caller=JANE,
        context={"aws:PrincipalOrgID": "o-a1b2c3d4e5"},
    ),
    "organization: a unit": Assumption(
        trust=TrustPolicy.organization("o-a1b2c3d4e5", paths=["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"]),
        caller=JANE,
        context={"aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/"]},
    ),
    "saml": Assumption(
        trust=TrustPolicy.saml("Okta"),
        caller=f"arn:aws:iam::{ACCOUNT}:saml-provider/Okta",
        action="sts:AssumeRoleWithSAML",
        context={"saml:aud": "https://signin.aws.amazon.com/saml"},
    ),
    "github_actions": Assumption(
        trust=TrustPolicy.github_actions(repository="octo-org/octo-repo", branch="release/*"),
        caller=f"arn:aws:iam::{ACCOUNT}:oidc-provider/{GITHUB}",
        action="sts:AssumeRoleWithWebIdentity",
        context={
            f"{GITHUB}:aud": "sts.amazonaws.com",
            f"{GITHUB}:sub": "repo:octo-org/octo-repo:ref:refs/heads/release/1",
        },
    ),
    "pod_identity": Assumption(
        trust=TrustPolicy.pod_identity(
            cluster_arn=f"arn:aws:eks:eu-west-1:{ACCOUNT}:cluster/example", namespace="a", service_account="b"
        ),
        caller="pods.eks.amazonaws.com",
        context={
            "aws:RequestTag/eks-cluster-arn": f"arn:aws:eks:eu-west-1:{ACCOUNT}:cluster/example",
            "aws:RequestTag/kubernetes-namespace": "a",
            "aws:RequestTag/kubernetes-service-account": "b",
        },
    ),
    "cognito": Assumption(
        trust=TrustPolicy.cognito(POOL),
        caller="cognito-identity.amazonaws.com",
        action="sts:AssumeRoleWithWebIdentity",
        context={
            "cognito-identity.amazonaws.com:aud": POOL,
            "cognito-identity.amazonaws.com:amr": ["authenticated", "graph.facebook.com"],
        },
    ),
    "google": Assumption(
        trust=TrustPolicy.google(client_id="azp-value", audience="aud-value", subject="1"),
        caller="accounts.google.com",
        action="sts:AssumeRoleWithWebIdentity",
        context={
            "accounts.google.com:aud": "azp-value",
            "accounts.google.com:oaud": "aud-value",
            "accounts.google.com:sub": "1",
        },
    ),
    "roles_anywhere": Assumption(
        trust=TrustPolicy.roles_anywhere(
            trust_anchor_arn=ANCHOR,
            subject={"OU": "Build"},
            issuer={"CN": "Root"},
            dns_name="*.example.com",
            own_accounts=["123456789012"],
        ),
        caller="rolesanywhere.amazonaws.com",
        context={
            "aws:SourceArn": ANCHOR,
            "aws:PrincipalTag/x509Subject/OU": "Build",
            "aws:PrincipalTag/x509Issuer/CN": "Root",
            "aws:PrincipalTag/x509SAN/DNS": "host.example.com",
        },
    ),
}
CHANGED = {
    "aws:MultiFactorAuthAge": 3600,
    "aws:MultiFactorAuthPresent": "false",
    "aws:TagKeys": ["Project", "Admin"],
}
MAY_BE_ABSENT = {"aws:TagKeys"}
"""What says which tags may be set, not that any must."""


def is_admitted(assumption: Assumption, context: Context) -> bool:
    return admits(assumption.trust.render(**HERE), assumption.caller, assumption.action, context)


@pytest.mark.parametrize("name", ASSUMPTIONS)
def test_who_has_all_that_is_asked_for_may_assume_the_role(name: str) -> None:
    assert is_admitted(ASSUMPTIONS[name], ASSUMPTIONS[name].context)


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, each in ASSUMPTIONS.items() for key in each.context])
def test_who_lacks_one_thing_or_has_another_may_not(name: str, key: str) -> None:
    context = ASSUMPTIONS[name].context
    without = {other: value for other, value in context.items() if other != key}
    assert is_admitted(ASSUMPTIONS[name], without) is (key in MAY_BE_ABSENT)
    assert not is_admitted(ASSUMPTIONS[name], context | {key: CHANGED.get(key, "another")})
    assert not is_admitted(ASSUMPTIONS[name], context | {key: ["x"] if key in MAY_BE_ABSENT else ""})


def callers(statement: Statement) -> list[str]:
    """Somebody for each principal that the statement names."""
    assert statement.principals
    ((_, names),) = statement.principals.entries
    users = {"*": f"arn:aws:iam::{OTHER}:user/JaneRoe"}
    return [users.get(name, name.replace(":root", ":user/JaneRoe")) for name in names]


def another(caller: str) -> str:
    """Somebody of the same kind whom nobody names."""
    if not caller.startswith("arn:"):
        return f"x-{caller}"
    return caller.replace(ACCOUNT, STRANGER).replace(OTHER, STRANGER) + "x"


def fulfilling(clause: Clause) -> Any:
    """A value that the condition accepts; of a pattern, one that is not the pattern."""
    value = clause.values[0].replace("*", "x").replace("?", "x")
    if clause.operator.startswith("Numeric"):
        return str(int(value) - 1)
    return [value] if clause.operator.startswith("For") else value


def failing(clause: Clause) -> Any:
    """A value that the condition does not accept; for `*` there is none but the lack of one."""
    if clause.operator.startswith("Numeric"):
        return clause.values[0]
    if clause.operator == "Bool":
        return "false"
    if "*" in clause.values:
        return ()
    return ["?"] if clause.operator.startswith("For") else f"?{fulfilling(clause)}?"


def assumptions(document: dict[str, Any]) -> Iterator[tuple[Statement, str, str]]:
    """Each statement with each of its actions and callers."""
    for statement in Document.parse(document).statements:
        for action in statement.actions or ():
            yield from ((statement, action, caller) for caller in callers(statement))


@settings(deadline=None)
@given(trusts)
def test_who_fulfils_all_conditions_is_admitted(trust: TrustPolicy) -> None:
    document = trust.render(**HERE)
    for statement, action, caller in assumptions(document):
        context = {clause.key: fulfilling(clause) for clause in statement.conditions}
        assert admits(document, caller, action, context)


@settings(deadline=None)
@given(trusts)
def test_who_lacks_one_key_or_has_another_value_is_not(trust: TrustPolicy) -> None:
    document = trust.render(**HERE)
    for statement, action, caller in assumptions(document):
        context = {clause.key: fulfilling(clause) for clause in statement.conditions}
        for clause in statement.conditions:
            without = {key: value for key, value in context.items() if key != clause.key}
            assert admits(document, caller, action, without) is (clause.key in MAY_BE_ABSENT)
            assert not admits(document, caller, action, context | {clause.key: failing(clause)})


@settings(deadline=None)
@given(trusts)
def test_somebody_else_who_fulfils_all_conditions_is_not(trust: TrustPolicy) -> None:
    document = trust.render(**HERE)
    for statement, action, caller in assumptions(document):
        if statement.principals and statement.principals.entries != (("AWS", ("*",)),):
            context = {clause.key: fulfilling(clause) for clause in statement.conditions}
            assert not admits(document, another(caller), action, context)


@settings(deadline=None)
@given(trusts, trusts)
def test_either_of_two_combined_admits_its_own_and_nobody_else(one: TrustPolicy, two: TrustPolicy) -> None:
    separate, both = [one.render(**HERE), two.render(**HERE)], (one | two).render(size_quota=8192, **HERE)
    for document in separate:
        for statement, action, caller in assumptions(document):
            context = {clause.key: fulfilling(clause) for clause in statement.conditions}
            assert admits(both, caller, action, context)
            for key in context:
                lacking = {other: value for other, value in context.items() if other != key}
                assert admits(both, caller, action, lacking) == any(
                    admits(each, caller, action, lacking) for each in separate
                )
