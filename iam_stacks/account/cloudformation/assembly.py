"""Reading `cdk.out`: the stacks of all stages, with the stacks nested in them.

Source: the schema of CDK's cloud assembly, package @aws-cdk/cloud-assembly-schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from iam_stacks.account.cloudformation.stack import Json, Stack, is_template
from iam_stacks.account.error import AccountError
from iam_stacks.account.file import read

MANIFEST = "manifest.json"

_ENVIRONMENT = re.compile(r"aws://(\d{12}|[^/]*)/(.*)")
_STACK, _STAGE = "aws:cloudformation:stack", "cdk:cloud-assembly"


def is_manifest(content: Any) -> bool:
    """Tell whether something that was read from a file is the manifest of a cloud assembly."""
    return isinstance(inside(content, "artifacts"), Mapping)


def read_assembly(folder: Path, faults: list[str]) -> list[Stack]:
    """Return the stacks of an assembly and of those in it.

    Args:
        folder: the folder with the manifest.
        faults: gets what is wrong with a file, one line each.
    """
    try:
        manifest = read(folder / MANIFEST)
    except AccountError as error:
        faults.append(str(error))
        return []
    if not is_manifest(manifest):
        faults.append(f"{folder / MANIFEST}: it is not the manifest of a cloud assembly")
        return []
    stacks = []
    for name, artifact in sorted(manifest["artifacts"].items()):
        if inside(artifact, "type") == _STAGE:
            stacks += read_assembly(folder / str(inside(artifact, "properties", "directoryName")), faults)
        elif inside(artifact, "type") == _STACK:
            stacks += _stack(folder, name, artifact, faults)
    return stacks


def _stack(folder: Path, name: str, artifact: Json, faults: list[str]) -> list[Stack]:
    environment = _ENVIRONMENT.fullmatch(str(artifact.get("environment")))
    account, region = environment.groups() if environment else ("", "")
    given = inside(artifact, "properties", "parameters")
    return template_stacks(
        folder / str(inside(artifact, "properties", "templateFile")),
        faults,
        name=str(inside(artifact, "properties", "stackName") or name),
        id=name,
        assembly=str(folder),
        named=True,
        account=account if account.isdecimal() else "",
        region=region if region != "unknown-region" else "",
        parameters=given if isinstance(given, Mapping) else {},
    )


def template_stacks(file: Path, faults: list[str], **known: Any) -> list[Stack]:
    """Return the stack of a template's file, or nothing if there is something wrong with the file.

    Args:
        file: the template.
        faults: gets what is wrong with a file, one line each.
        known: what is known of the stack.
    """
    try:
        content = read(file)
    except AccountError as error:
        faults.append(str(error))
        return []
    content = {"Resources": {}, **content} if isinstance(content, Mapping) else content  # CDK leaves out what is empty
    if not is_template(content):
        faults.append(f"{file}: it is not a CloudFormation template: it has no Resources")
        return []
    return [stack_of(file, content, faults, **known)]


def stack_of(file: Path, template: Json, faults: list[str], above: tuple[Path, ...] = (), **known: Any) -> Stack:
    """Return the stack of a template, with the stacks nested in it.

    Args:
        file: the template's file.
        template: what is in it.
        faults: gets what is wrong with a nested template's file, one line each.
        above: the files of the stacks that it is nested in.
        known: what is known of the stack.
    """
    name = stack_name(file)
    named = {"name": name, "id": f"{file.parent.name}/{name}", "assembly": str(file.parent)} | known
    nested: dict[str, Stack] = {}
    for logical_id, resource in template["Resources"].items():
        if isinstance(resource, Mapping) and resource.get("Type") == "AWS::CloudFormation::Stack":
            inner = _nested_file(file, resource, faults)
            chain = (*above, file.resolve())
            if inner and inner.resolve() not in chain:
                inherited = {key: f"{named[key]}-{logical_id}" for key in ("name", "id")}
                for stack in template_stacks(inner, faults, above=chain, **inherited):
                    nested[logical_id] = stack
    return Stack(file=file.name, template=template, nested=nested, **named)


def stack_name(file: Path) -> str:
    """Return the name of a file without its endings."""
    return re.sub(r"(\.template)?\.(json|ya?ml|template)$", "", file.name)


def inside(value: Any, *keys: str) -> Any:
    """Return what is in a value under keys, one in the other; None if it is not there."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _nested_file(file: Path, resource: Json, faults: list[str]) -> Path | None:
    """Return the file of a nested stack's template: a path beside the template, or an asset of the assembly."""
    url = inside(resource, "Properties", "TemplateURL")
    if isinstance(url, str) and "://" not in url:
        return file.parent / url if (file.parent / url).is_file() else None
    text = json.dumps(url)
    return next((path for asset, path in _assets(file.parent, faults).items() if asset in text), None)


def _assets(folder: Path, faults: list[str]) -> dict[str, Path]:
    """Return the files that the assembly uploads, by what their addresses have in them."""
    found = {}
    for manifest in sorted(folder.glob("*.assets.json")):
        try:
            files = inside(read(manifest), "files")
        except AccountError as error:
            faults.append(str(error))
            continue
        for asset, entry in files.items() if isinstance(files, Mapping) else ():
            path = inside(entry, "source", "path")
            if isinstance(path, str):
                found[asset] = folder / path
    return found
