from benchmarks.requests import CASES, requests
from iam_stacks.account.service_data import action_exists

FAMILIES = {"String", "Numeric", "Date", "Bool", "Binary", "IpAddress", "Arn", "Null"}


def test_there_are_at_least_64_requests_and_none_comes_twice() -> None:
    texts = {repr(case) for case in requests()}
    assert len(texts) == len(requests()) == len(CASES) >= 64


def test_each_request_and_its_policies_have_the_keywords_of_the_engine() -> None:
    for request, policies in requests():
        assert (
            {"principal", "action", "resource"}
            <= set(request)
            <= {"principal", "action", "resource", "resource_account", "context", "unknown"}
        )
        assert set(policies) <= {
            "identity_policies",
            "permissions_boundary",
            "resource_policy",
            "service_control_policies",
            "resource_control_policies",
            "session_policies",
        }


def test_each_action_exists() -> None:
    assert [request["action"] for request, _ in requests() if not action_exists(request["action"])] == []


def test_the_features_are_mixed() -> None:
    text = repr(requests())
    assert {family for family in FAMILIES if f"'{family}" in text} == FAMILIES
    features = {
        "NotAction",
        "NotResource",
        "NotPrincipal",
        "ForAllValues:",
        "ForAnyValue:",
        "IfExists",
        "${aws:",
        "${*}",
        "?",
    }
    assert {feature for feature in features if feature in text} == features
    layers = {layer for _, policies in requests() for layer in policies}
    assert len(layers) == 6
