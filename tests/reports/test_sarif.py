"""What a check found, as SARIF.

The schema is the part of SARIF 2.1.0 that is used here, made stricter by what GitHub needs. Source: OASIS, "Static
Analysis Results Interchange Format (SARIF) Version 2.1.0"; GitHub Docs, "SARIF support for code scanning".
"""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from iam_stacks.account.cloudformation.metadata import Origin
from iam_stacks.account.model import Written
from iam_stacks.account.place import Place
from iam_stacks.checks.review import Review, Reviewed
from iam_stacks.checks.rules import RULES
from iam_stacks.escalation.words import said
from iam_stacks.reports.sarif import sarif
from tests.checks.diagnoses import PLACE, RULE, account, diagnosis
from tests.reports.steps import STEPS


def strict(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": {**required, **(optional or {})},
    }


def listed(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


TEXT = {"type": "string", "minLength": 1}
FROM_ONE = {"type": "integer", "minimum": 1}
URI = {"type": "string", "pattern": r"^[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+$"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
REGION = strict(dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), FROM_ONE))
PHYSICAL = strict({"artifactLocation": strict({"uri": URI}), "region": REGION})
LOGICAL = strict({"fullyQualifiedName": TEXT, "kind": {"enum": ["resource", "property"]}})
LOCATION = {"physicalLocation": PHYSICAL, "logicalLocations": listed(LOGICAL)}
RULES_OF_GITHUB = strict(
    {
        "id": {"type": "string", "pattern": "^[a-z0-9-]{1,255}$"},
        "shortDescription": strict({"text": TEXT | {"maxLength": 1024}}),
        "fullDescription": strict({"text": TEXT | {"maxLength": 1024}}),
        "help": strict({"text": TEXT}),
        "helpUri": URI,
        "defaultConfiguration": strict({"level": LEVEL}),
        "properties": strict({"tags": listed(TEXT, uniqueItems=True, maxItems=20)}),
    }
)
STEP = strict({"location": strict({"physicalLocation": PHYSICAL, "message": strict({"text": TEXT})})})
FLOW = strict({"locations": listed(STEP, minItems=1, maxItems=10_000)})
RESULT = strict(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": strict({"text": TEXT}),
        "locations": listed(strict(LOCATION), minItems=1, maxItems=10),
        "partialFingerprints": strict({"primaryLocationLineHash": TEXT}),
        "properties": strict({"dependsOn": listed(TEXT)}),
    },
    {
        "codeFlows": listed(strict({"threadFlows": listed(FLOW, minItems=1)}), minItems=1),
        "relatedLocations": listed(strict({"id": {"type": "integer"}, "message": strict({"text": TEXT}), **LOCATION})),
    },
)
DRIVER = strict(
    {
        "name": TEXT,
        "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
        "rules": listed(RULES_OF_GITHUB, uniqueItems=True),
    }
)
RUN = strict({"tool": strict({"driver": DRIVER}), "results": listed(RESULT, maxItems=25_000)})
SCHEMA = strict({"$schema": URI, "version": {"const": "2.1.0"}, "runs": listed(RUN, minItems=1)})


def result(reviewed: Reviewed, **more: Any) -> dict[str, Any]:
    """Return the one result of a report that fits the schema."""
    found = sarif(Review(accounts=(account(**more),), found=(reviewed,)), (RULE,), "0.1.0")
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(found)
    (only,) = found["runs"][0]["results"]
    assert found["runs"][0]["tool"]["driver"]["rules"][only["ruleIndex"]]["id"] == only["ruleId"]
    return dict(only)


def test_every_rule_is_described() -> None:
    found = sarif(Review(accounts=(account(),)), RULES, "0.1.0")
    Draft202012Validator(SCHEMA).validate(found)
    (run,) = found["runs"]
    assert run["results"] == []
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.id for rule in RULES]


def test_a_rule_says_where_aws_says_so() -> None:
    (rule,) = sarif(Review(accounts=(account(),)), (RULE,), "0.1.0")["runs"][0]["tool"]["driver"]["rules"]
    assert rule["help"] == {"text": "Leave it. Source: IAM User Guide, Some page."}
    assert rule["fullDescription"] == {"text": "It is so: AWS refuses it."}
    assert rule["helpUri"].endswith("?searchPath=documentation&searchQuery=IAM%20User%20Guide%2C%20Some%20page")
    assert rule["defaultConfiguration"] == {"level": "error"}


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_a_result_has_a_level_a_message_and_a_fingerprint(severity: Any) -> None:
    found = diagnosis(severity=severity, depends_on=("a",))
    shown = result(Reviewed(diagnosis=found))
    assert shown["level"] == severity
    assert shown["message"] == {"text": "so-it-is[P.Sid]: so it is. To mend it: leave it."}
    assert shown["partialFingerprints"] == {"primaryLocationLineHash": found.fingerprint}
    assert shown["properties"] == {"dependsOn": ["a"]}


def test_a_result_is_where_the_template_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.json").write_text('{\n"Resources": {\n"P": {}}}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (location,) = result(Reviewed(diagnosis=diagnosis(), construct_path="S/P"), files={"t.json": Path("t.json")})[
        "locations"
    ]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "t.json"},
        "region": {"startLine": 3, "startColumn": 6, "endLine": 3, "endColumn": 7},
    }
    assert location["logicalLocations"] == [
        {"fullyQualifiedName": "P.Properties.PolicyDocument.Statement[0]", "kind": "property"},
        {"fullyQualifiedName": "S/P", "kind": "resource"},
    ]


def test_a_result_is_where_it_is_configured_if_that_is_known() -> None:
    shown = result(Reviewed(diagnosis=diagnosis(), config=Origin("my estate.yaml", 12)))
    (location,), (template,) = shown["locations"], shown["relatedLocations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "my%20estate.yaml"}
    assert location["physicalLocation"]["region"]["startLine"] == 12
    assert location["logicalLocations"] == template["logicalLocations"]
    assert template["physicalLocation"]["artifactLocation"] == {"uri": PLACE.template}


def test_a_path_is_a_flow_whose_steps_are_where_they_are_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements = ",\n".join(["{}"] * 3)
    text = '{"Resources": {"U": {"Properties": {"D": {"Statement": [\n' + statements + "]}}}}}"
    (tmp_path / "t.json").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    place = Place("t.json", "U", ("Properties", "D"))
    written = Written(name="U/Inline", layer="identity", place=place, source={})
    elsewhere = Reviewed(diagnosis=diagnosis(path=STEPS, place=Place("u.json", "U")))
    shown = result(elsewhere, written=(written,), files={"t.json": Path("t.json")})
    ((flow,),) = ([flow["locations"] for flow in each["threadFlows"]] for each in shown["codeFlows"])
    assert [step["location"]["message"]["text"] for step in flow] == list(map(said, STEPS))
    first, second = (step["location"]["physicalLocation"] for step in flow)
    assert (first["artifactLocation"]["uri"], first["region"]["startLine"]) == ("t.json", 4)
    assert second == shown["locations"][0]["physicalLocation"], "a statement that is in no file is where the finding is"


def test_without_a_path_there_is_no_flow() -> None:
    assert "codeFlows" not in result(Reviewed(diagnosis=diagnosis()))


def test_what_is_about_a_whole_file_has_no_logical_location() -> None:
    shown = result(Reviewed(diagnosis=diagnosis(place=Place("d.json", ""))))
    assert shown["locations"][0]["logicalLocations"] == []
