"""What files hold that describe accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from iam_stacks.account.authorization_details import is_page
from iam_stacks.account.cloudformation.assembly import MANIFEST, is_manifest, read_assembly, stack_of
from iam_stacks.account.cloudformation.stack import Stack, is_template
from iam_stacks.account.error import AccountError
from iam_stacks.account.file import read
from iam_stacks.account.policy_document import Guessed, is_document
from iam_stacks.policy.kind import Kind

_ENDINGS = (".json", ".yaml", ".yml", ".template")
_ALLOWED = "give a cdk.out folder, a CloudFormation template, or the output of get-account-authorization-details"
_DOCUMENTS_ALLOWED = ", or a policy document"


@dataclass
class Sources:
    """What files hold, sorted by what it is.

    Attributes:
        kind: what kind of policies documents are that stand alone; None if there must be none.
        stacks: of templates, and of cdk.out.
        pages: of authorization details, each with its file.
        documents: policy documents, each with its file.
        faults: what is wrong with files, one line each.
    """

    kind: Kind | Guessed | None = None
    stacks: list[Stack] = field(default_factory=list)
    pages: list[tuple[Path, Any]] = field(default_factory=list)
    documents: list[tuple[Path, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def read_all(self, paths: Iterable[str | Path]) -> None:
        """Read files and folders; raise what is wrong with all of them."""
        for path in _different(map(Path, paths)):
            self._read(path)
        if self.faults:
            raise AccountError("\n".join(self.faults))

    def _read(self, path: Path) -> None:
        try:
            self._add(path)
        except OSError as error:
            self.faults.append(f"{path}: {error.strerror}")

    def _add(self, path: Path) -> None:
        if not path.is_dir():
            self._add_file(path)
        elif (path / MANIFEST).exists():
            self.stacks += read_assembly(path, self.faults)
        else:
            files = sorted(file for file in path.iterdir() if file.suffix in _ENDINGS and file.is_file())
            self.faults += [] if files else [f"{path}: the folder has nothing that can be read; {self._allowed}"]
            for file in files:
                self._add_file(file)

    def _add_file(self, file: Path) -> None:
        try:
            content = read(file)
        except AccountError as error:
            self.faults.append(str(error))
            return
        pages = content if isinstance(content, list) and content else [content]
        if is_template(content):
            self.stacks.append(stack_of(file, content, self.faults))
        elif is_manifest(content):
            self.stacks += read_assembly(file.parent, self.faults)
        elif all(map(is_page, pages)):
            self.pages += [(file, page) for page in pages]
        elif self.kind and is_document(content):
            self.documents.append((file, content))
        else:
            self.faults.append(f"{file}: it is nothing that describes an account; {self._allowed}")

    @property
    def _allowed(self) -> str:
        return _ALLOWED + (_DOCUMENTS_ALLOWED if self.kind else "")

    def files(self) -> Mapping[str, Path]:
        """Return the files of stacks and pages by their names, but for those that share one."""
        stacks = (stack for root in self.stacks for stack in root.all())
        read = dict.fromkeys(
            [*(Path(stack.assembly, stack.file) for stack in stacks), *(file for file, _ in self.pages)]
        )
        counts = Counter(file.name for file in read)
        return {file.name: file for file in read if counts[file.name] == 1}


def _different(paths: Iterable[Path]) -> Iterable[Path]:
    """Return each path once, however it is written."""
    found: dict[Path, Path] = {}
    for path in paths:
        found.setdefault(path.absolute(), path)
    return found.values()
