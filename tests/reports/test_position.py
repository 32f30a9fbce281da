"""Where places stand in files."""

import json
from pathlib import Path

import pytest

from iam_stacks.account.place import Place
from iam_stacks.reports.position import Positions, uri_of

DOCUMENT = {"Statement": [{"Effect": "Allow"}, {"Effect": "Deny"}]}
TEMPLATE = {"Resources": {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": DOCUMENT}}}}
STATEMENT = ("Properties", "PolicyDocument", "Statement", 1)


@pytest.mark.parametrize(
    ("name", "content", "place", "expected"),
    [
        ("t.json", json.dumps(TEMPLATE, indent=1), Place("t.json", "P", STATEMENT), (11, 7)),
        ("t.json", json.dumps(TEMPLATE, indent=1), Place("t.json", "Q", STATEMENT), (2, 15)),
        ("d.json", json.dumps(DOCUMENT, indent=1), Place("d.json", "", ("Statement", 1)), (6, 3)),
        (
            "t.yaml",
            "Resources:\n  P:\n    Properties:\n      Tags: []\n",
            Place("t.yaml", "P", ("Properties",)),
            (4, 7),
        ),
        ("t.json", '\N{BOM}{\n\t"Resources": {\n\t"P": {}}}', Place("t.json", "P"), (3, 7)),
        ("t.json", "{}", Place("other.json", "P"), (1, 1)),
    ],
)
def test_a_place_has_a_line_and_a_column(
    tmp_path: Path, name: str, content: str, place: Place, expected: tuple[int, int]
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    positions = Positions({name: tmp_path / name})
    assert positions.position(place) == expected
    assert positions.position(place) == expected


def test_a_file_is_named_from_where_the_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    positions = Positions(
        {"a b.json": Path("x/a b.json"), "t.json": tmp_path / "t.json", "u.json": Path("/elsewhere/u")}
    )
    assert positions.uri("a b.json") == "x/a%20b.json"
    assert positions.uri("t.json") == "t.json"
    assert positions.uri("u.json") == "file:///elsewhere/u"
    assert positions.uri("unknown.json") == "unknown.json"


@pytest.mark.parametrize(
    ("path", "uri"), [("a/b.json", "a/b.json"), ("a b&c?.json", "a%20b%26c%3F.json"), ("é", "%C3%A9")]
)
def test_what_is_no_letter_is_escaped(path: str, uri: str) -> None:
    assert uri_of(path) == uri
