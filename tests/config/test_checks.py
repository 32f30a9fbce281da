from iam_stacks.checks.rules import RULES
from iam_stacks.config.checks import Checks


def test_rules_are_named_by_their_ids() -> None:
    checks = Checks.model_validate({"severities": {"full-service-access": "error"}, "off": ["version-missing"]})
    assert (checks.severities, checks.off) == ({"full-service-access": "error"}, ("version-missing",))


def test_editors_know_all_rules() -> None:
    schema = Checks.model_json_schema()["properties"]
    rules = sorted(rule.id for rule in RULES)
    assert schema["off"]["items"]["enum"] == schema["severities"]["propertyNames"]["enum"] == rules
