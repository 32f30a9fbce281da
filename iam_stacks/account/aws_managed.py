"""The documents of AWS-managed policies: package data that `python -m tools.aws_managed_policies` writes."""

import gzip
import json
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

# One compressed text with an index, because it is half the size of a zip, whose directory of 1,500 members takes
# longer to read; and only a document that is asked for is cut out of it.
_FILE = Path(__file__).with_name("aws_managed_policies.txt.gz")


def aws_managed_policy(name: str) -> str | None:
    """Return the document of a policy's default version, as JSON text; None if there is no such policy.

    Args:
        name: the policy's name with its path, such as `service-role/AWSLambdaBasicExecutionRole`.
    """
    text, places = _read()
    return text[places[name]].decode("ascii") if name in places else None


def aws_managed_names() -> tuple[str, ...]:
    """Return the name, with its path, of each policy; sorted."""
    return tuple(_read()[1])


@cache
def _read() -> tuple[bytes, dict[str, slice]]:
    """Read the file: a line with the source, a line of JSON with each document's length, and the documents."""
    text = gzip.decompress(_FILE.read_bytes())
    index = text.index(b"\n") + 1
    start = text.index(b"\n", index) + 1
    lengths = json.loads(text[index:start])
    edges = pairwise(accumulate((length + 1 for length in lengths.values()), initial=start))
    return text, {name: slice(first, end - 1) for name, (first, end) in zip(lengths, edges, strict=True)}
