"""What is said of a resource by one rule, in the words of a violation that CDK prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.policy.position import Path, show_path

_MOST = 3


@dataclass(frozen=True, kw_only=True)
class Remarks:
    """What is said.

    Attributes:
        problem: what is wrong.
        source: where AWS says so.
    """

    problem: str
    source: str

    @property
    def text(self) -> str:
        """All of it, for people who see nothing else."""
        return f"{self.problem} [{self.source}]"

    @property
    def details(self) -> dict[str, str]:
        """The same in parts, for those who show it in their own way."""
        return {"problem": self.problem, "source": self.source}


def remarks(same: Sequence[Diagnosis]) -> Remarks:
    """Return what several diagnoses say that are acknowledged together.

    Args:
        same: of one rule about one thing; at least one.
    """
    said = list(dict.fromkeys(map(_sentence, same)))
    more = [f"and {len(said) - _MOST} more"] if len(said) > _MOST else []
    return Remarks(problem="; ".join([*islice(said, _MOST), *more]), source=same[0].rule.source)


def _sentence(diagnosis: Diagnosis) -> str:
    where = show_path(_in_document(diagnosis.place.path))
    return f"{diagnosis.message} ({where})" if where else diagnosis.message


def _in_document(path: Path) -> Path:
    """Return the end of a path that is inside a policy document: `Statement[0].Action[1]`."""
    return path[path.index("Statement") :] if "Statement" in path else ()
