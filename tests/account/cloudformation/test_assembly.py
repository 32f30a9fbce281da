"""Reading cdk.out."""

import json
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.cloudformation.assembly import read_assembly, stack_name, stack_of
from iam_stacks.account.cloudformation.stack import Stack

NO_TEMPLATE = "it is not a CloudFormation template: it has no Resources"
USER = {"Type": "AWS::IAM::User"}
TEMPLATE = {"Resources": {"U": USER}}


def write(folder: Path, files: dict[str, Any]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")


def manifest(**artifacts: Any) -> dict[str, Any]:
    return {"version": "55.0.0", "artifacts": artifacts}


def stack(file: str, environment: str = "aws://123456789012/eu-central-1", **properties: Any) -> dict[str, Any]:
    properties = {"templateFile": file} | properties
    return {"type": "aws:cloudformation:stack", "environment": environment, "properties": properties}


def read(folder: Path) -> list[Stack]:
    faults: list[str] = []
    found = read_assembly(folder, faults)
    assert faults == []
    return found


def faults_of(folder: Path) -> list[str]:
    faults: list[str] = []
    read_assembly(folder, faults)
    return faults


def test_a_stack_is_where_its_environment_says(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "manifest.json": manifest(
                A=stack("a.json", stackName="Named", parameters={"P": "x"}),
                B=stack("a.json", "aws://unknown-account/unknown-region"),
                C={"type": "aws:cloudformation:stack", "properties": {"templateFile": "a.json"}},
                Tree={"type": "cdk:tree"},
            ),
            "a.json": TEMPLATE,
        },
    )
    first, second, third = read(tmp_path)
    assert (first.name, first.id, first.account, first.region) == ("Named", "A", "123456789012", "eu-central-1")
    assert (first.file, first.assembly, first.parameters) == ("a.json", str(tmp_path), {"P": "x"})
    assert (second.name, second.account, second.region, second.parameters) == ("B", "", "", {})
    assert (third.account, third.region) == ("", "")
    assert first.named
    assert first.section("Resources") == TEMPLATE["Resources"]
    assert first.section("Outputs") == {}


def test_stages_are_assemblies_in_the_assembly(tmp_path: Path) -> None:
    stage = {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Dev"}}
    write(
        tmp_path,
        {
            "manifest.json": manifest(Dev=stage),
            "assembly-Dev/manifest.json": manifest(A=stack("a.json")),
            "assembly-Dev/a.json": TEMPLATE,
        },
    )
    (found,) = read(tmp_path)
    assert found.assembly == str(tmp_path / "assembly-Dev")


def nesting(url: Any) -> dict[str, Any]:
    return {"Resources": {"N": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": url}}, "X": "odd"}}


def test_a_nested_stack_is_an_asset_of_the_assembly(tmp_path: Path) -> None:
    url = {"Fn::Join": ["", ["https://s3.", {"Ref": "AWS::URLSuffix"}, "/abc123.json"]]}
    write(
        tmp_path,
        {
            "manifest.json": manifest(A=stack("a.json")),
            "a.json": nesting(url),
            "A.assets.json": {"files": {"other": {}, "abc123": {"source": {"path": "n.nested.template.json"}}}},
            "B.assets.json": {"files": []},
            "n.nested.template.json": TEMPLATE,
        },
    )
    (found,) = read(tmp_path)
    inner = found.nested["N"]
    assert (inner.name, inner.id, inner.file) == ("A-N", "A-N", "n.nested.template.json")
    assert not inner.named
    assert list(found.all()) == [found, inner]


def test_a_nested_stack_is_a_file_beside_the_template(tmp_path: Path) -> None:
    write(tmp_path, {"t.json": nesting("inner/n.json"), "inner/n.json": nesting("../t.json")})
    file = tmp_path / "t.json"
    found = stack_of(file, json.loads(file.read_text()), [])
    assert found.nested["N"].file == "n.json"


@pytest.mark.parametrize("url", ["n.json", "https://example.com/n.json", {"Ref": "P"}, None])
def test_a_nested_template_that_is_not_there_is_left_out(tmp_path: Path, url: Any) -> None:
    faults: list[str] = []
    assert stack_of(tmp_path / "t.json", nesting(url), faults).nested == {}
    assert faults == []


def test_a_template_that_nests_itself_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, {"t.json": nesting("t.json")})
    assert stack_of(tmp_path / "t.json", nesting("t.json"), []).nested == {}


def test_a_stack_may_be_empty(tmp_path: Path) -> None:
    write(tmp_path, {"manifest.json": manifest(A=stack("a.json")), "a.json": {"Parameters": {}}})
    assert [found.section("Resources") for found in read(tmp_path)] == [{}]


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({}, "manifest.json: no such file or directory"),
        ({"manifest.json": []}, "manifest.json: it is not the manifest of a cloud assembly"),
        ({"manifest.json": manifest(A=stack("a.json"))}, "a.json: no such file or directory"),
        ({"manifest.json": manifest(A=stack("a.json")), "a.json": []}, "a.json: " + NO_TEMPLATE),
        ({"manifest.json": manifest(A=stack("a.json")), "a.json": {"Resources": []}}, "a.json: " + NO_TEMPLATE),
    ],
)  # fmt: skip
def test_each_file_that_cannot_be_read_is_named(tmp_path: Path, files: dict[str, Any], fault: str) -> None:
    write(tmp_path, files)
    (found,) = faults_of(tmp_path)
    assert found == f"{tmp_path / fault}"


def test_assets_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    write(tmp_path, {"manifest.json": manifest(A=stack("a.json")), "a.json": nesting("https://example.com/n.json")})
    (tmp_path / "A.assets.json").write_text("{")
    (found,) = faults_of(tmp_path)
    assert found.startswith(f"{tmp_path / 'A.assets.json'}: it is not JSON")


@pytest.mark.parametrize("name", ["A.template.json", "A.json", "A.yaml", "A.yml", "A.template", "A"])
def test_a_file_names_its_stack(name: str) -> None:
    assert stack_name(Path(name)) == "A"
