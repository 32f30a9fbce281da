"""What is left after acknowledgements and a baseline."""

from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.cloudformation.metadata import Metadata, Origin
from iam_stacks.account.place import Place
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.review import Examined, Review, review
from tests.checks.diagnoses import account, diagnosis

PATHS = {("t.json", "P"): "S/Policies/P"}
ID = "IamChecks::so-it-is[P.Sid]"
FIRST, SECOND = diagnosis(), diagnosis("P.Other", severity="warning")


def examined(*diagnoses: Diagnosis, metadata: Metadata, **more: Any) -> Examined:
    return Examined(account=account(**more), diagnoses=diagnoses, metadata=metadata)


def test_without_anything_that_accepts_it_all_is_left() -> None:
    found = review([examined(FIRST, SECOND, metadata=Metadata())])
    assert [each.diagnosis for each in found.found] == [FIRST, SECOND]
    assert (found.acknowledged, found.known, found.gone) == (0, 0, ())
    assert (found.count("error"), found.count("warning")) == (1, 1)


def test_where_it_comes_from_is_noted() -> None:
    metadata = Metadata(paths=PATHS, configs={"S/Policies": Origin("iam.yaml", 12)})
    elsewhere = diagnosis(place=Place("t.json", "Q"))
    first, second = review([examined(FIRST, elsewhere, metadata=metadata)]).found
    assert (first.construct_path, first.config) == ("S/Policies/P", Origin("iam.yaml", 12))
    assert (second.construct_path, second.config) == (None, None)


@pytest.mark.parametrize("path", ["S", "S/Policies", "S/Policies/P"])
def test_what_is_acknowledged_is_counted_and_not_listed(path: str) -> None:
    found = review([examined(FIRST, SECOND, metadata=Metadata(paths=PATHS, reasons={(path, ID): "as agreed"}))])
    assert [each.diagnosis for each in found.found] == [SECOND]
    assert found.acknowledged == 1


def test_what_is_in_the_baseline_is_counted_and_not_listed() -> None:
    found = review([examined(FIRST, SECOND, metadata=Metadata())], {FIRST.fingerprint, "b", "a"})
    assert [each.diagnosis for each in found.found] == [SECOND]
    assert (found.known, found.gone) == (1, ("a", "b"))


def test_what_is_acknowledged_is_not_gone_from_the_baseline() -> None:
    metadata = Metadata(paths=PATHS, reasons={("S", ID): "as agreed"})
    found = review([examined(FIRST, metadata=metadata)], {FIRST.fingerprint})
    assert (found.acknowledged, found.known, found.gone) == (1, 0, ())


def test_an_output_is_an_element_with_a_construct_of_its_own() -> None:
    output = diagnosis(place=Place("t.json", "", ("Outputs", "Key", "Value")))
    metadata = Metadata(paths={("t.json", "Key"): "S/Key"}, reasons={("S/Key", ID): "as agreed"})
    assert review([examined(output, metadata=metadata)]).acknowledged == 1


def test_what_several_accounts_have_in_common_has_fingerprints_of_its_own() -> None:
    accepting = Metadata(paths=PATHS, reasons={("S", ID): "as agreed"})
    accounts = [examined(FIRST, metadata=Metadata()), examined(FIRST, SECOND, metadata=accepting)]
    found = review(accounts)
    assert [each.diagnosis.message for each in found.found] == ["so it is"] * 2
    assert (found.acknowledged, len(found.accounts)) == (1, 2)
    again = review([*accounts, accounts[0]])
    assert len({each.diagnosis.fingerprint for each in again.found}) == 3


def test_files_of_one_name_are_not_taken_for_each_other() -> None:
    files = [{"a": Path("x/a"), "b": Path("x/b")}, {"a": Path("y/a"), "b": Path("x/b")}]
    assert Review(accounts=tuple(account(files=each) for each in files)).files == {"b": Path("x/b")}
