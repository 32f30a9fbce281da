"""Reads `iam.yaml`, or says everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from iam_stacks.config.consequences import consequences
from iam_stacks.config.estate import Estate
from iam_stacks.config.explain import explain
from iam_stacks.config.fault import ConfigError, Fault
from iam_stacks.config.file_text import FOLDER
from iam_stacks.config.references import reference_faults
from iam_stacks.config.source import Source, read


@dataclass(frozen=True, kw_only=True)
class LoadedEstate:
    """An estate, and where in the file each part of it stands."""

    estate: Estate
    source: Source
    file: Path

    def line(self, *path: str | int) -> str:
        """Return `file:line` of a key."""
        return f"{self.file}:{self.source.place(path)[0]}"

    def origin(self, *path: str | int) -> str:
        """Return `file:line:column` of a key, for messages."""
        line, column = self.source.place(path)
        return f"{self.file}:{line}:{column}"


def load(file: Path | str, *, account: str | None = None, region: str | None = None) -> LoadedEstate:
    """Read a configuration file, and the files that it names, which are looked for beside it.

    Args:
        file: the configuration file.
        account: the account deployed to, which roles may trust. Default: not known, so that every account that the
            file names is foreign unless it is among `own_accounts`.
        region: the Region deployed to. Default: not known, so that nothing is said of what it cannot have.

    Raises:
        ConfigError: the file cannot be read or has faults. All of them are reported at once.
    """
    file = Path(file)
    source = read(_text(file))
    faults = [*source.faults, *reference_faults(source), *consequences(source, file.parent, account, region)]
    try:
        estate = Estate.model_validate(source.data, context={FOLDER: file.parent})
    except ValidationError as error:
        unread = {fault.key for fault in source.faults}
        more = [fault for fault in explain(error, source) if fault.key not in unread]
        raise ConfigError(file, faults + more) from None
    if faults:
        raise ConfigError(file, faults)
    return LoadedEstate(estate=estate, source=source, file=file)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ConfigError(file, [Fault(line=1, column=1, key="", problem=f"cannot read the file: {reason}")]) from None
