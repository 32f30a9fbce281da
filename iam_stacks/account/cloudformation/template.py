"""Reading stacks: what their templates say about an account."""

from __future__ import annotations

from collections.abc import Mapping

from iam_stacks.account.cloudformation.declared import declared, outputs
from iam_stacks.account.cloudformation.deployment import Deployment
from iam_stacks.account.cloudformation.guards import GUARD_READERS
from iam_stacks.account.cloudformation.identities import IDENTITY_READERS, Reader
from iam_stacks.account.cloudformation.resolver import Resolver
from iam_stacks.account.cloudformation.resource import Resource
from iam_stacks.account.cloudformation.text import Fault, show
from iam_stacks.account.cloudformation.workloads import WORKLOAD_READERS
from iam_stacks.account.gathered import Gathered
from iam_stacks.account.place import Place


def _nested_stack(resource: Resource, gathered: Gathered) -> None:
    if resource.logical_id not in resource.resolver.stack.nested:
        gathered.report(resource.place.at("TemplateURL"), "the template of the nested stack is not in what was read")


_READERS: Mapping[str, Reader] = {
    **IDENTITY_READERS,
    **GUARD_READERS,
    **WORKLOAD_READERS,
    "AWS::CloudFormation::Stack": _nested_stack,
}
_MADE_BY_TRANSFORMS = "AWS::Serverless::"
_HARMLESS_TRANSFORMS = ("AWS::LanguageExtensions",)


def gather(deployment: Deployment) -> Gathered:
    """Return what the stacks of a deployment say about the account."""
    gathered = Gathered()
    for resource in deployment.resources():
        _read(resource, gathered)
    for resolver in deployment.resolvers:
        _report_transforms(resolver, gathered)
    gathered.problems |= deployment.problems
    gathered.declared = list(declared(deployment))
    gathered.outputs = list(outputs(deployment))
    return gathered


def _read(resource: Resource, gathered: Gathered) -> None:
    place = Place(resource.resolver.stack.file, resource.logical_id)
    reader = _READERS.get(resource.type)
    if resource.type.startswith(_MADE_BY_TRANSFORMS):
        gathered.report(place, f"what the transform makes of a {resource.type} is not known")
    if reader is None:
        return
    try:
        exists = resource.resolver.exists(resource.logical_id)
        if exists is None:
            gathered.report(
                place.at("Condition"), "whether the resource exists cannot be decided; it is taken to exist"
            )
        if exists is not False:
            reader(resource, gathered)
    except Fault as fault:
        gathered.report(place, str(fault))
    except RecursionError:
        gathered.report(place, "it is nested too deeply")


def _report_transforms(resolver: Resolver, gathered: Gathered) -> None:
    found = resolver.stack.template.get("Transform", [])
    for transform in found if isinstance(found, list) else [found]:
        name = transform.get("Name") if isinstance(transform, Mapping) else transform
        if name not in _HARMLESS_TRANSFORMS:
            place = Place(resolver.stack.file, "", ("Transform",))
            gathered.report(place, f"what the transform {show(name)} makes of the template is not known")
