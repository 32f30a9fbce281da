"""What is left of what was found, after acknowledgements and a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from iam_stacks.account.account import Account
from iam_stacks.account.cloudformation.metadata import Metadata, Origin
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.examination import numbered
from iam_stacks.checks.finding import PACK
from iam_stacks.checks.rule import Severity


@dataclass(frozen=True, kw_only=True)
class Examined:
    """An account, and what was found in it.

    Attributes:
        account: the account.
        diagnoses: what was found.
        metadata: what is noted of the constructs that it is about.
    """

    account: Account
    diagnoses: tuple[Diagnosis, ...]
    metadata: Metadata


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A diagnosis that nothing accepts, and where it comes from.

    Attributes:
        diagnosis: the diagnosis.
        construct_path: the path of the CDK construct that it is about; None if that is not known.
        config: where the configuration speaks of it; None if that is not known.
    """

    diagnosis: Diagnosis
    construct_path: str | None = None
    config: Origin | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """What is to be said of accounts.

    Attributes:
        accounts: the accounts.
        found: what is left.
        acknowledged: how many diagnoses are acknowledged, with a reason.
        known: how many are in the baseline.
        gone: fingerprints of the baseline that are not found any more, sorted.
    """

    accounts: tuple[Account, ...]
    found: tuple[Reviewed, ...] = ()
    acknowledged: int = 0
    known: int = 0
    gone: tuple[str, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many of a severity are left."""
        return sum(each.diagnosis.severity == severity for each in self.found)

    @property
    def files(self) -> Mapping[str, PurePath]:
        """The files that were read, by the names that places have; none of those that share a name."""
        read = {named for account in self.accounts for named in account.files.items()}
        counts = Counter(name for name, _ in read)
        return {name: file for name, file in read if counts[name] == 1}


def review(examined: Sequence[Examined], baseline: Collection[str] = ()) -> Review:
    """Return what is left.

    Args:
        examined: what was found in each account.
        baseline: the fingerprints of what was found before.
    """
    metadata = [each.metadata for each in examined for _ in each.diagnoses]
    diagnoses = numbered(diagnosis for each in examined for diagnosis in each.diagnoses)
    listed = list(zip(diagnoses, metadata, strict=True))
    rest = [(diagnosis, noted) for diagnosis, noted in listed if not _reason(diagnosis, noted)]
    found = tuple(_reviewed(*each) for each in rest if each[0].fingerprint not in baseline)
    return Review(
        accounts=tuple(each.account for each in examined),
        found=found,
        acknowledged=len(listed) - len(rest),
        known=len(rest) - len(found),
        gone=tuple(sorted(set(baseline) - {diagnosis.fingerprint for diagnosis, _ in listed})),
    )


def _reason(diagnosis: Diagnosis, metadata: Metadata) -> str:
    return metadata.reason(diagnosis.place.template, diagnosis.element, f"{PACK}::{diagnosis.qualified_rule}")


def _reviewed(diagnosis: Diagnosis, metadata: Metadata) -> Reviewed:
    path = metadata.paths.get((diagnosis.place.template, diagnosis.element))
    return Reviewed(diagnosis=diagnosis, construct_path=path, config=metadata.config(path))
