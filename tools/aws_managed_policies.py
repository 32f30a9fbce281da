"""Writes the documents of AWS-managed policies into the package: `python -m tools.aws_managed_policies`."""

import gzip
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data

FILE = Path(__file__).parent.parent / "iam_stacks" / "account" / "aws_managed_policies.txt.gz"


def render() -> str:
    """Return the text of the file: the source, an index of each document's length, and a line for each document."""
    source = f"AWS-managed policies, from moto {version('moto')} (https://github.com/getmoto/moto), Apache-2.0"
    policies = json.loads(aws_managed_policies_data)
    documents = {policy["Path"].lstrip("/") + name: _compact(policy["Document"]) for name, policy in policies.items()}
    names = sorted(documents)
    index = _compact({name: len(documents[name]) for name in names})
    return "".join(f"{line}\n" for line in [source, index, *(documents[name] for name in names)])


def write(file: Path = FILE) -> None:
    """Write the file: the same bytes each time."""
    file.write_bytes(gzip.compress(render().encode("ascii"), compresslevel=9, mtime=0))


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    write()
