"""The examples of the pages: code of this repository, that is formatted, linted and typed like all of it."""

from __future__ import annotations

import ast
import os
import runpy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent.parent / "examples"


@dataclass(frozen=True)
class Example:
    """One file of Python, and the same in YAML where `iam.yaml` has it.

    The file's docstring has the sentence that leads to the code, then the list of what is secure by default.
    """

    name: str

    @cached_property
    def exists(self) -> bool:
        """Whether there is such a file."""
        return self._file.exists()

    @property
    def introduction(self) -> str:
        """The sentence that leads to the code."""
        return self._docstring.partition("\n\n")[0]

    @property
    def defaults(self) -> str:
        """The list of what is secure by default; empty where there is none."""
        return self._docstring.partition("\n\n")[2]

    @property
    def code(self) -> str:
        """The code, without the docstring."""
        (docstring, *_) = self._tree.body
        return "\n".join(self._source.splitlines()[docstring.end_lineno :]).strip()

    @property
    def yaml(self) -> str:
        """The same in `iam.yaml`; empty where it has no such thing."""
        file = self._file.with_suffix(".yaml")
        return file.read_text(encoding="utf-8").strip() if file.exists() else ""

    @property
    def assignments(self) -> dict[str, str]:
        """The statements that give a name to a value, each with the imports that it needs."""
        imports = "\n".join(
            ast.unparse(node) for node in self._tree.body if isinstance(node, ast.Import | ast.ImportFrom)
        )
        return {
            node.targets[0].id: f"{imports}\n\n{ast.get_source_segment(self._source, node)}"
            for node in self._tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }

    @cached_property
    def values(self) -> dict[str, Any]:
        """What the code's names are when it has run, in the folder of the examples."""
        before = Path.cwd()
        os.chdir(EXAMPLES)
        try:
            return runpy.run_path(str(self._file))
        finally:
            os.chdir(before)

    @property
    def _file(self) -> Path:
        return EXAMPLES / f"{self.name}.py"

    @cached_property
    def _source(self) -> str:
        return self._file.read_text(encoding="utf-8")

    @cached_property
    def _tree(self) -> ast.Module:
        return ast.parse(self._source)

    @property
    def _docstring(self) -> str:
        return ast.get_docstring(self._tree) or ""
