"""Where the place of a diagnosis stands in a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePath, PurePosixPath

from iam_stacks.account.place import Place
from iam_stacks.policy.position import locate

START = (1, 1)


class Positions:
    """Finds places in the files that were read, each of which it reads once."""

    def __init__(self, files: Mapping[str, PurePath]) -> None:
        self._files = files
        self._texts: dict[PurePath, str] = {}

    def uri(self, template: str) -> str:
        """Return a file as SARIF names it: relative to where the command runs, if it is in there."""
        file = Path(self._files.get(template, template)).absolute()
        here = Path.cwd()
        return uri_of(file.relative_to(here)) if file.is_relative_to(here) else file.as_uri()

    def position(self, place: Place) -> tuple[int, int]:
        """Return line and column of a place, both from 1; those of the start, if nobody knows better."""
        file = self._files.get(place.template)
        if file is None:
            return START
        steps = ("Resources", place.logical_id, *place.path) if place.logical_id else place.path
        text = self._text(Path(file))
        try:
            json.loads(text)
        except ValueError:
            from iam_stacks.account.cloudformation.yaml_position import locate_yaml  # it takes a while to load

            return locate_yaml(text, steps)
        return locate(text, steps)

    def _text(self, file: Path) -> str:
        if file not in self._texts:
            self._texts[file] = file.read_text(encoding="utf-8-sig")
        return self._texts[file]


def uri_of(file: PurePath | str) -> str:
    """Return a relative path as a URI, in which what is no letter or digit is escaped."""
    return (PurePosixPath("/") / PurePath(file).as_posix()).as_uri().removeprefix("file:///")
