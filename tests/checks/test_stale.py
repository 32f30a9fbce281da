import json
from pathlib import Path
from typing import Any

import pytest

from iam_stacks import assert_no_stale_acknowledgements
from iam_stacks.account.error import AccountError
from iam_stacks.checks.stale import StaleAcknowledgement, stale_acknowledgements

USED, UNUSED = "IamChecks::full-service-access[P.All-s3]", "IamChecks::no-longer[found]"


def noted(**accepted: str) -> list[dict[str, Any]]:
    other = {"type": "aws:cdk:logicalId", "data": "X"}
    return [other, *({"type": "aws:cdk:acknowledged-rules", "data": {id: reason}} for id, reason in accepted.items())]


def write(folder: Path, name: str, content: Any) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(content))


def assembly(folder: Path, at: dict[str, list[dict[str, Any]]]) -> Path:
    write(folder, "manifest.json", {"artifacts": {"S": {"additionalMetadataFile": "S.metadata.json"}, "Tree": {}}})
    write(folder, "S.metadata.json", at)
    accepted = {"acknowledgedId": USED, "acknowledgedAt": "S/P"}
    silent = {"pluginName": "Other", "violations": []}
    report = {"pluginReports": [silent, {"pluginName": "IamChecks", "suppressedViolations": [accepted]}]}
    write(folder, "validation-report.json", report)
    return folder


def test_what_accepts_a_finding_is_not_stale(tmp_path: Path) -> None:
    folder = assembly(tmp_path, {"/S/P": noted(**{USED: "as it was"})})
    assert stale_acknowledgements(folder) == []
    assert_no_stale_acknowledgements(str(folder))


def test_what_accepts_no_finding_is_stale(tmp_path: Path) -> None:
    folder = assembly(tmp_path, {"/S/P": noted(**{USED: "as it was", UNUSED: "long ago"})})
    assert stale_acknowledgements(folder) == [StaleAcknowledgement("S/P", UNUSED, "long ago")]
    with pytest.raises(AssertionError) as failure:
        assert_no_stale_acknowledgements(folder)
    assert str(failure.value) == f"S/P: {UNUSED}: no finding is accepted by it (long ago)"


def test_the_same_id_is_stale_where_another_one_accepts_the_finding(tmp_path: Path) -> None:
    folder = assembly(tmp_path, {"/S": noted(**{USED: "too far"}), "/S/P": noted(**{USED: "as it was"})})
    assert stale_acknowledgements(folder) == [StaleAcknowledgement("S", USED, "too far")]


def test_other_packs_are_looked_at_when_they_are_asked_for(tmp_path: Path) -> None:
    folder = assembly(tmp_path, {"/S/P": noted(**{"AwsSolutions::AwsSolutions-IAM4[x]": "gone"})})
    assert stale_acknowledgements(folder) == []
    assert len(stale_acknowledgements(folder, pack="AwsSolutions")) == 1


def test_stages_are_looked_into_and_metadata_may_stand_in_the_manifest(tmp_path: Path) -> None:
    folder = assembly(tmp_path, {})
    manifest = {"artifacts": {"T": {"metadata": {"/Prod/T/P": noted(**{UNUSED: "long ago"})}}}}
    write(folder / "assembly-Prod", "manifest.json", manifest)
    assert [each.path for each in stale_acknowledgements(folder)] == ["Prod/T/P"]


def test_without_a_report_nothing_was_found(tmp_path: Path) -> None:
    folder = assembly(tmp_path, {"/S/P": noted(**{USED: "as it was"})})
    (folder / "validation-report.json").unlink()
    assert [each.id for each in stale_acknowledgements(folder)] == [USED]


def test_a_folder_that_nothing_was_synthesized_to_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AccountError, match=r"manifest\.json"):
        assert_no_stale_acknowledgements(tmp_path)
