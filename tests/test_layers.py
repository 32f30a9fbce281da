"""Who may import whom. A new package must be given its place here."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "iam_stacks"
CDK = {"aws_cdk", "constructs", "cdk_nag", "jsii"}
MAY_IMPORT_CDK = {
    *("constructs", "stacks", "app", "__init__"),
    *("checks/plugin", "checks/acknowledgements", "checks/iam_checks"),
}
MAY_IMPORT = {
    "policy": {"policy"},
    "monitoring": {"monitoring", "policy"},
    "config": {"config", "checks", "guarantees", "monitoring", "account", "policy"},
    "account": {"account", "policy"},
    "escalation": {"escalation", "account", "policy"},
    "guarantees": {"guarantees", "escalation", "account", "policy"},
    "checks": {"checks", "guarantees", "escalation", "account", "policy"},
    "evidence": {"evidence", "monitoring", "checks", "escalation", "account", "policy"},
    "reports": {"reports", "evidence", "checks", "guarantees", "escalation", "account", "policy"},
    "constructs": {"constructs", "monitoring", "policy"},
    "stacks": {"stacks", "constructs", "config", "monitoring", "policy"},
    "handlers": set(),
    "toolchain": set(),
    "cli": {"cli", "reports", "evidence", "checks", "guarantees", "escalation", "account", "policy"},
    "__main__": {"cli"},
    "app": {"app", "stacks", "checks", "config", "reports"},
    "__init__": {"app", "checks", "constructs", "guarantees", "policy"},
}
"""`reports` reads what checks have found, which is plain data; everything else is as the design has it."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def place(module: Path) -> tuple[str, str]:
    """Return a module's package, and its path without the ending."""
    path = module.relative_to(PACKAGE).with_suffix("").as_posix()
    return path.partition("/")[0], path


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: place(module)[1])
def test_a_module_imports_only_what_its_place_allows(module: Path) -> None:
    package, path = place(module)
    names = list(imports(module))
    assert package == "handlers" or not any(name.startswith(".") for name in names), "imports are absolute"
    ours = {name.split(".")[1] for name in names if name.startswith("iam_stacks.")}
    assert ours <= MAY_IMPORT[package]
    if package not in MAY_IMPORT_CDK and path not in MAY_IMPORT_CDK:
        assert not {name.partition(".")[0] for name in names} & CDK


def test_handlers_import_the_standard_library_boto3_and_their_siblings() -> None:
    """Lambda has nothing else; there the folder has another name, so that siblings are imported by relative names."""
    handlers = [module for module in MODULES if place(module)[0] == "handlers"]
    siblings = {f".{module.stem}" for module in handlers}
    for module in handlers:
        for name in imports(module):
            assert name in siblings or name.partition(".")[0] in {*sys.stdlib_module_names, "boto3", "botocore"}, module


def test_nothing_of_ours_needs_credentials_or_a_network_at_synthesis() -> None:
    clients = {"boto3", "botocore", "urllib", "http", "socket", "requests"}
    for module in MODULES:
        if place(module)[0] != "handlers":
            assert not {name.partition(".")[0] for name in imports(module)} & clients


def test_constructs_read_no_file_and_no_environment() -> None:
    for module in MODULES:
        # One finds the code that the package ships to Lambda.
        if place(module)[0] == "constructs" and place(module)[1] != "constructs/handler_function":
            assert not set(imports(module)) & {"os", "pathlib", "io", "subprocess"}
            assert "open(" not in module.read_text(encoding="utf-8")
