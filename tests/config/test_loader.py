from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iam_stacks.config import ConfigError, load

EstateFile = Callable[[str], Path]


def test_the_example_loads(root: Path) -> None:
    loaded = load(root / "iam.yaml")
    assert set(loaded.estate.users) == {"JohnDoe", "JaneRoe", "RichardRoe"}
    assert loaded.origin("users", "JohnDoe").startswith(str(root / "iam.yaml:"))


def test_an_empty_file_is_an_estate_with_nothing_in_it(estate_file: EstateFile) -> None:
    assert load(estate_file("")).estate.users == {}


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none.yaml:1:1: cannot read the file: No such file or directory$"):
        load(tmp_path / "none.yaml")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "iam.yaml"
    file.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(ConfigError, match="cannot read the file: it is not UTF-8 text"):
        load(file)


def test_faults_come_in_the_order_of_lines(estate_file: EstateFile) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(estate_file("users:\n  B: {groups: [X]}\n  A: {groups: [Y], x: 1}\n"))
    assert [(fault.line, fault.column) for fault in refusal.value.faults] == [(2, 16), (3, 16), (3, 20)]


def test_both_kinds_of_access_can_be_given_at_once(estate_file: EstateFile) -> None:
    user = load(estate_file("users: {JohnDoe: {console_access: true, programmatic_access: true}}")).estate.users
    assert user["JohnDoe"].console_access
    assert user["JohnDoe"].programmatic_access


def test_a_conditions_value_may_be_written_as_a_boolean_a_number_or_a_list(estate_file: EstateFile) -> None:
    text = """
    policies:
      P:
        statements:
          - effect: Deny
            actions: ["s3:*"]
            resources: ["*"]
            conditions:
              Bool: {"aws:SecureTransport": false}
              NumericLessThan: {"s3:TlsVersion": 1.2}
              StringEquals: {"aws:PrincipalTag/Team": [a, b]}
    """
    statement = load(estate_file(text)).estate.policies["P"].statements[0]
    assert statement.conditions == {
        "Bool": {"aws:SecureTransport": ("false",)},
        "NumericLessThan": {"s3:TlsVersion": ("1.2",)},
        "StringEquals": {"aws:PrincipalTag/Team": ("a", "b")},
    }


def test_an_estate_cannot_be_changed_after_loading(estate_file: EstateFile) -> None:
    estate = load(estate_file("users: {JohnDoe: {}}")).estate
    with pytest.raises(ValueError, match="frozen"):
        estate.users["JohnDoe"].console_access = True


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(data=st.data())
def test_a_damaged_example_loads_or_is_refused_and_never_ends_otherwise(
    data: st.DataObject, root: Path, estate_file: EstateFile
) -> None:
    text = (root / "iam.yaml").read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    damaged = text[:start] + data.draw(st.text(max_size=5)).replace("\r", "") + text[end:]
    with suppress(ConfigError):
        load(estate_file(damaged))
