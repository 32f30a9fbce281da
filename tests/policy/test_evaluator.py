from typing import Any

import pytest

from iam_stacks.policy import Decision, Document, Evaluator, PolicyError, Reason, Request, evaluate, evaluator
from iam_stacks.policy.layers import BOUNDARY, IDENTITY, Layers, entries
from tests.policy.strategies import ACCOUNT, ROOT, SERVICE, STRANGER, USER

KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1"


def policy(effect: str = "Allow", **elements: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": {"Effect": effect, "Action": "*", "Resource": "*", **elements}}


def asked(**changed: Any) -> Request:
    return Request(**{"principal": USER, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k", **changed})


def not_allowed(*layers: str) -> tuple[Reason, ...]:
    return tuple(Reason(layer, None, None, "implicitDeny") for layer in layers)


def test_a_decision_says_which_statements_allow() -> None:
    decision = evaluate(asked(), identity_policies=[policy(Action="iam:*"), policy(Sid="All")])
    assert decision == Decision("allowed", (), ("allowed",), (Reason("identity[1]", 0, "All", "Allow"),))
    assert decision.allowed


def test_a_decision_says_which_statements_deny() -> None:
    decision = evaluate(asked(), identity_policies=[policy()], service_control_policies=[[policy()], [policy("Deny")]])
    assert (decision.effect, decision.reasons) == ("explicitDeny", (Reason("scp[1][0]", 0, None, "Deny"),))
    assert not decision.allowed


NO = policy(Action="iam:*")
SHARED_NO = policy(Action="iam:*", Principal="*")
UNMET: list[tuple[Request, dict[str, Any], tuple[str, ...]]] = [
    (asked(), {}, ("identity",)),
    (asked(), {"identity_policies": [policy()], "permissions_boundary": NO}, ("boundary",)),
    (asked(), {"permissions_boundary": policy(), "session_policies": [NO]}, ("identity", "session")),
    (asked(), {"resource_policy": SHARED_NO}, ("resource", "identity")),
    (asked(), {"service_control_policies": [[policy()], [], [NO]]}, ("scp[1]", "scp[2]", "identity")),
    (asked(resource_account="444455556666"), {"identity_policies": [policy()]}, ("resource",)),
    (asked(principal=SERVICE), {}, ("resource",)),
    (asked(principal=ROOT), {"service_control_policies": [[]]}, ("scp[0]",)),
    (asked(principal=ROOT, action="kms:Decrypt", resource=KEY), {}, ("resource",)),
]


@pytest.mark.parametrize(("request_", "policies", "layers"), UNMET)
def test_an_implicit_deny_says_which_layers_did_not_allow(
    request_: Request, policies: dict[str, Any], layers: tuple[str, ...]
) -> None:
    decision = evaluate(request_, **policies)
    assert (decision.effect, decision.reasons) == ("implicitDeny", not_allowed(*layers))


def test_the_caller_identity_can_always_be_asked_for() -> None:
    decision = evaluate(asked(action="sts:GetCallerIdentity"), identity_policies=[policy("Deny")])
    assert decision == Decision("allowed")
    assert decision.outcomes == ("allowed",)


def test_a_document_is_an_object_text_or_read_already() -> None:
    for source in (
        policy(),
        '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}',
        Document.parse(policy()),
    ):
        assert evaluate(asked(), identity_policies=[source]).allowed


def test_what_is_asked_is_a_request() -> None:
    for ask in (Evaluator().decide, Evaluator().consider):
        with pytest.raises(PolicyError, match=r"^what is to be decided is no Request$"):
            ask({"principal": USER})  # type: ignore[arg-type]


def test_policies_that_are_read_already_have_names_of_their_own() -> None:
    layers = Layers(
        entries=(*entries(IDENTITY, "Readers", policy()), *entries(BOUNDARY, "Limit", policy("Deny"))),
        has_boundary=True,
    )
    assert Evaluator.of(layers).decide(asked()).reasons == (Reason("Limit", 0, None, "Deny"),)


def test_what_is_remembered_is_limited_and_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluator, "_MOST_REMEMBERED", 2)
    many = Evaluator(identity_policies=[policy(Action="s3:*")])
    actions = ["s3:GetObject", "s3:PutObject", "iam:GetUser", "s3:GetObject"] * 2
    assert [many.decide(asked(action=action)).allowed for action in actions] == [True, True, False, True] * 2
    assert len(many._cases) <= 2


def test_a_caller_from_elsewhere_needs_both_sides() -> None:
    shared = policy(Principal={"AWS": STRANGER})
    assert not evaluate(asked(principal=STRANGER, resource_account=ACCOUNT), resource_policy=shared).allowed
    assert evaluate(
        asked(principal=STRANGER, resource_account=ACCOUNT), resource_policy=shared, identity_policies=[policy()]
    ).allowed


# --- every statement considered


def said(request: Request, **policies: Any) -> list[tuple[bool, str]]:
    return [(each.matched, each.because) for each in Evaluator(**policies).consider(request)]


def test_a_statement_that_matches_says_so() -> None:
    considered = Evaluator(identity_policies=[policy(Sid="All")]).consider(asked())
    assert [(each.policy, each.statement, each.sid, each.effect) for each in considered] == [
        ("identity[0]", 0, "All", "Allow")
    ]
    assert said(asked(), identity_policies=[policy()]) == [(True, "everything in it matches")]


def condition(**clauses: Any) -> list[dict[str, Any]]:
    return [policy(Condition=clauses)]


OBJECTIONS: list[tuple[Request, dict[str, Any], str]] = [
    (asked(principal=ROOT), {"identity_policies": [policy()]},
     "this kind of policy does not apply to the caller or the service"),
    (asked(), {"identity_policies": [policy(Action="iam:*")]}, "it is not about s3:GetObject"),
    (asked(), {"resource_policy": policy(Principal={"AWS": STRANGER})}, "it is not about the principal"),
    (asked(), {"identity_policies": [policy(Resource="arn:aws:s3:::c")]}, "it is not about the resource"),
    (asked(unknown="*"), {"identity_policies": [policy(Resource="arn:aws:s3:::${k:A}/k")]},
     "it is about the resource only for some k:A"),
    (asked(), {"identity_policies": condition(Bool={"k:A": "true"})},
     "its condition Bool k:A does not hold: k:A is absent"),
    (asked(context={"k:a": False}), {"identity_policies": condition(Bool={"k:A": "true"})},
     "its condition Bool k:A does not hold: k:A is false"),
    (asked(context={"k:a": ["x", "y"]}), {"identity_policies": condition(StringEquals={"k:A": "z"})},
     "its condition StringEquals k:A does not hold: k:A is x, y"),
    (asked(unknown="k:a"), {"identity_policies": condition(Bool={"k:A": "true"})},
     "its condition Bool k:A does not hold: k:a is not known and taken as absent"),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "policies", "because"), OBJECTIONS)
def test_a_statement_that_does_not_match_says_what_decided(request_: Request, policies: Any, because: str) -> None:
    assert said(request_, **policies) == [(False, because)]


def test_a_statement_that_matches_only_without_a_key_says_so() -> None:
    unless = condition(StringEquals={"aws:username": "alice"}, StringNotEquals={"k:A": "x"})
    assert said(asked(unknown="*"), identity_policies=unless) == [
        (True, "its condition StringNotEquals k:A holds if k:A is absent")
    ]


def test_before_the_fifth_colon_nothing_is_a_variable() -> None:
    request = Request(principal=USER, action="iam:GetUser", resource=USER)
    account = USER.split(":")[4]
    for resource, effect in (
        ("arn:aws:iam::${aws:PrincipalAccount}:user/*", "implicitDeny"),
        (f"arn:aws:iam::{account}:user/*${{aws:username}}", "allowed"),
        ("arn:aws:${aws:username}", "implicitDeny"),
    ):
        statement = {"Effect": "Allow", "Action": "iam:*", "Resource": resource}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        assert evaluate(request, identity_policies=[policy]).effect == effect


def test_what_stands_for_a_wildcard_in_a_pattern_is_no_value_of_a_variable() -> None:
    for character, name in (("\ue010", "secret"), ("\ue011", "s")):
        context = {"aws:PrincipalTag/t": character}
        request = Request(principal=USER, action="s3:GetObject", resource=f"arn:aws:s3:::b/{name}", context=context)
        statement = {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:PrincipalTag/t}"}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        assert evaluate(request, identity_policies=[policy]).effect == "implicitDeny"


def test_a_session_of_a_service_linked_role_is_known_by_its_principal_arn() -> None:
    linked = "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
    session = "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForAutoScaling/s"
    every = {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
    evaluator = Evaluator(identity_policies=[every], service_control_policies=[[]])
    plain = Request(principal=session, action="s3:GetObject")
    known = Request(principal=session, action="s3:GetObject", context={"aws:PrincipalArn": linked})
    assert (evaluator.decide(plain).allowed, evaluator.decide(known).allowed) == (False, True)


def test_only_who_can_have_a_boundary_is_denied_for_having_one() -> None:
    deny = {"Effect": "Deny", "NotPrincipal": {"Service": "lambda.amazonaws.com"}, "Action": "*", "Resource": "*"}
    allow = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "*", "Resource": "*"}
    every = {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
    evaluator = Evaluator(permissions_boundary=every, resource_policy={"Statement": [deny, allow]})
    assert evaluator.decide(Request(principal="lambda.amazonaws.com", action="s3:GetObject")).allowed
