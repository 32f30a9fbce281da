"""What CDK notes about constructs."""

import json
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.cloudformation.metadata import Metadata, Origin, read_metadata
from iam_stacks.account.error import AccountError

ID = "IamChecks::rule[P.Sid detail]"
NOTED = ID.replace(" ", "-")
LOGICAL_IDS = {
    "/S": [{"type": "aws:cdk:templateFile", "data": "S.template.json"}],
    "/S/Users/John/Resource": [{"type": "aws:cdk:logicalId", "data": "John123"}],
}


def assembly(folder: Path, noted: Any, *, beside: bool = True, report: Any = None) -> Path:
    """Write an assembly with one stack; return the path of its template."""
    folder.mkdir(exist_ok=True)
    stack = {"type": "aws:cloudformation:stack", "properties": {"templateFile": "S.template.json"}}
    manifest = {"artifacts": {"S": stack | ({"additionalMetadataFile": "S.json"} if beside else {"metadata": noted})}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "S.json").write_text(json.dumps(noted), encoding="utf-8")
    if report is not None:
        (folder / "validation-report.json").write_text(json.dumps(report), encoding="utf-8")
    return folder / "S.template.json"


def entry(kind: str, data: Any) -> list[dict[str, Any]]:
    return [{"type": kind, "data": data}]


def acknowledged(path: str, reason: Any, id: str = NOTED) -> dict[str, Any]:
    return {path: entry("aws:cdk:acknowledged-rules", {id: reason})}


@pytest.mark.parametrize("beside", [True, False])
def test_resources_and_stacks_have_the_paths_of_their_constructs(tmp_path: Path, beside: bool) -> None:
    found = read_metadata([assembly(tmp_path, LOGICAL_IDS, beside=beside)])
    assert found.paths == {("S.template.json", ""): "S", ("S.template.json", "John123"): "S/Users/John/Resource"}


def test_a_nested_stack_has_a_template_of_its_own(tmp_path: Path) -> None:
    nested = {
        "/S/Nested": entry("aws:cdk:templateFile", "sub/N.nested.template.json"),
        "/S/Nested/R": entry("aws:cdk:logicalId", "R1"),
        "/S/NestedToo/R": entry("aws:cdk:logicalId", "R1"),
    }
    found = read_metadata([assembly(tmp_path, LOGICAL_IDS | nested)])
    assert found.paths["N.nested.template.json", "R1"] == "S/Nested/R"
    assert found.paths["S.template.json", "R1"] == "S/NestedToo/R"


def test_without_the_name_of_a_template_it_is_that_of_the_stack(tmp_path: Path) -> None:
    found = read_metadata([assembly(tmp_path, {"/S/R": entry("aws:cdk:logicalId", "R1")})])
    assert found.paths == {("S.template.json", "R1"): "S/R"}


@pytest.mark.parametrize(
    ("path", "data", "expected"),
    [
        ("/S/Users/John/Resource", "iam.yaml:12", Origin("iam.yaml", 12)),
        ("/S/Users/John", "iam.yaml:12:3", Origin("iam.yaml", 12)),
        ("/S/Users", "C:\\estate\\iam.yaml:12", Origin("C:\\estate\\iam.yaml", 12)),
        ("/S/Users/Jo", "iam.yaml:12", None),
        ("/S/Users/John", "iam.yaml", None),
        ("/S/Users/John", 12, None),
    ],
)
def test_the_nearest_construct_says_where_it_is_configured(
    tmp_path: Path, path: str, data: Any, expected: Origin | None
) -> None:
    noted = {path: [*LOGICAL_IDS.get(path, []), *entry("iam-stacks:config", data)]}
    found = read_metadata([assembly(tmp_path, LOGICAL_IDS | noted)])
    assert found.config("S/Users/John/Resource") == expected
    assert found.config(None) is None


def test_an_inner_construct_is_configured_where_it_says(tmp_path: Path) -> None:
    noted = {"/S": entry("iam-stacks:config", "a:1"), "/S/Users": entry("iam-stacks:config", "b:2")}
    found = read_metadata([assembly(tmp_path, noted)])
    assert (found.config("S/Users/John"), found.config("S/Roles")) == (Origin("b", 2), Origin("a", 1))


@pytest.mark.parametrize(
    ("path", "id", "reason", "expected"),
    [
        ("/S/Users/John/Resource", NOTED, " as agreed ", "as agreed"),
        ("/S/Users/John/Resource", ID, "as agreed", "as agreed"),
        ("/S/Users", NOTED, "as agreed", "as agreed"),
        ("/S/Users/J", NOTED, "as agreed", ""),
        ("/S/Users/John/Resource/Inner", NOTED, "as agreed", ""),
        ("/S/Users", "IamChecks::rule", "as agreed", ""),
        ("/S/Users", "IamChecks::rule[P.Sid-other]", "as agreed", ""),
        ("/S/Users", NOTED, " ", ""),
        ("/S/Users", NOTED, None, ""),
    ],
)
def test_an_acknowledgement_with_a_reason_is_valid_for_its_construct_and_those_in_it(
    tmp_path: Path, path: str, id: str, reason: Any, expected: str
) -> None:
    noted = acknowledged(path, reason, id)
    noted[path] += LOGICAL_IDS.get(path, [])
    found = read_metadata([assembly(tmp_path, LOGICAL_IDS | noted)])
    assert found.reason("S.template.json", "John123", ID) == expected


def test_a_stack_may_acknowledge_what_is_about_no_resource(tmp_path: Path) -> None:
    noted = {"/S": [*LOGICAL_IDS["/S"], *acknowledged("/S", "as agreed")["/S"]]}
    found = read_metadata([assembly(tmp_path, noted)])
    assert found.reason("S.template.json", "", ID) == "as agreed"
    assert found.reason("T.template.json", "", ID) == ""


RESOURCE = {"templatePath": "cdk.out/S.template.json", "logicalId": "John123"}


def report(reason: Any, *constructs: Any, key: str = "suppressedViolations") -> dict[str, Any]:
    violation = {"ruleName": "rule[P.Sid detail]", "violatingConstructs": list(constructs), "reason": reason}
    return {"pluginReports": [{"pluginName": "IamChecks", key: [violation]}]}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (report("settled", {"constructPath": "S/Users/John/Resource"}), "settled"),
        (report("settled", {"constructPath": "S/Users"}), "settled"),
        (report("settled", {"cloudFormationResource": RESOURCE}), "settled"),
        (report("settled", {"constructPath": "S/Roles"}), ""),
        (report("settled", {"cloudFormationResource": RESOURCE | {"logicalId": "Jane"}}), ""),
        (report("settled", {}), ""),
        (report("", {"constructPath": "S/Users/John/Resource"}), ""),
        (report("settled", {"constructPath": "S/Users/John/Resource"}, key="violations"), ""),
        ({"pluginReports": [None, {"pluginName": "IamChecks"}]}, ""),
        ({}, ""),
    ],
)
def test_the_report_of_the_synthesis_says_what_the_app_acknowledged(tmp_path: Path, given: Any, expected: str) -> None:
    found = read_metadata([assembly(tmp_path, LOGICAL_IDS, report=given)])
    assert found.reason("S.template.json", "John123", ID) == expected


def test_either_of_both_is_enough(tmp_path: Path) -> None:
    blank = acknowledged("/S/Users", "")
    settled = report("settled", {"constructPath": "S/Users"})
    found = read_metadata([assembly(tmp_path, LOGICAL_IDS | blank, report=settled)])
    assert found.reason("S.template.json", "John123", ID) == "settled"
    noted = acknowledged("/S/Users", "as agreed")
    found = read_metadata([assembly(tmp_path, LOGICAL_IDS | noted, report=report("", {"constructPath": "S/Users"}))])
    assert found.reason("S.template.json", "John123", ID) == "as agreed"


def test_the_report_of_a_stage_lies_in_the_assembly_of_the_app(tmp_path: Path) -> None:
    app, stage = tmp_path / "cdk.out", tmp_path / "cdk.out/assembly-Stage"
    assembly(app, {}, report=report("settled", {"constructPath": "S/Users"}))
    found = read_metadata([assembly(stage, LOGICAL_IDS)])
    assert found.reason("S.template.json", "John123", ID) == "settled"


def test_a_template_that_is_in_no_assembly_has_no_metadata(tmp_path: Path) -> None:
    (tmp_path / "S.template.json").write_text("{}", encoding="utf-8")
    (tmp_path / "validation-report.json").write_text("{", encoding="utf-8")
    assert read_metadata([tmp_path / "S.template.json"]) == Metadata()


def test_a_file_of_metadata_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    template = assembly(tmp_path, {})
    (tmp_path / "S.json").write_text("{", encoding="utf-8")
    with pytest.raises(AccountError, match=r"S\.json: it is not JSON"):
        read_metadata([template])


@pytest.mark.parametrize("noted", [[], {"/S": None}, {"/S": [None, 5]}, {"/S": entry("aws:cdk:acknowledged-rules", 5)}])
def test_what_has_another_shape_is_passed_over(tmp_path: Path, noted: Any) -> None:
    assert read_metadata([assembly(tmp_path, noted)]) == Metadata()


def test_an_assembly_of_another_shape_has_no_metadata(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"artifacts": {"A": 5, "B": {"properties": {}}}}', encoding="utf-8")
    assert read_metadata([tmp_path / "S.template.json"]) == Metadata()
