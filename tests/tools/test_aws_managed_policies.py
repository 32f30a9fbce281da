import gzip
import json
from pathlib import Path

from moto.iam.aws_managed_policies import aws_managed_policies_data

from iam_stacks.account.aws_managed import aws_managed_names, aws_managed_policy
from tools.aws_managed_policies import FILE, render, write


def test_the_shipped_file_is_what_the_script_writes_today() -> None:
    # The text, since the same text may be compressed to other bytes by another version of zlib.
    assert gzip.decompress(FILE.read_bytes()).decode() == render()


def test_the_file_has_each_policy_of_the_source_unchanged() -> None:
    source = json.loads(aws_managed_policies_data)
    expected = {(policy["Path"] + name).lstrip("/"): policy["Document"] for name, policy in source.items()}
    assert {name: json.loads(aws_managed_policy(name) or "") for name in aws_managed_names()} == expected


def test_the_file_is_written_alike_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "first.gz", tmp_path / "second.gz"
    write(first)
    write(second)
    assert first.read_bytes() == second.read_bytes()
    assert gzip.decompress(first.read_bytes()).decode() == render()


def test_the_file_names_its_source_and_licence() -> None:
    source = render().partition("\n")[0]
    assert "moto 5.2.5" in source
    assert source.endswith("Apache-2.0")
