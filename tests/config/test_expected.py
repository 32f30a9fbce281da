"""What messages say of the mappings that a file may have is what the models take."""

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from iam_stacks.config import Trust
from iam_stacks.config.expected import keys_at, mapping_at
from iam_stacks.config.fault import KeyPath
from iam_stacks.config.model import Model

PLACES: dict[str, KeyPath] = {
    "Estate": (),
    "Quotas": ("quotas",),
    "Monitoring": ("monitoring",),
    "Trail": ("monitoring", "trail"),
    "Alarms": ("monitoring", "alarms"),
    "ConfigRules": ("monitoring", "config"),
    "AccessAnalyzers": ("monitoring", "access_analyzers"),
    "Policy": ("policies", "P"),
    "Statement": ("policies", "P", "statements", 0),
    "Boundary": ("boundaries", "B"),
    "DelegatedAdmin": ("boundaries", "B", "delegated_admin"),
    "Group": ("groups", "G"),
    "User": ("users", "U"),
    "Acknowledgement": ("users", "U", "acknowledge", 0),
    "Provider": ("providers", "P"),
    "TrustAnchor": ("providers", "P", "roles_anywhere"),
    "Role": ("roles", "R"),
    "EventSource": ("roles", "R", "event_sources", 0),
    "DeadLetters": ("roles", "R", "dead_letters"),
    "PodIdentity": ("roles", "R", "trust", "pod_identity"),
    "WebIdentity": ("roles", "R", "trust", "any_of", 1, "web_identity"),
}


def models(base: type[Model] = Model) -> Iterator[type[Model]]:
    for each in base.__subclasses__():
        yield from (each, *models(each))


MODELS = {model.__name__: model for model in models()}


@pytest.mark.parametrize("name", PLACES)
def test_an_empty_mapping_is_offered_only_where_it_is_taken(name: str) -> None:
    try:
        MODELS[name].model_validate({})
    except ValidationError:
        assert mapping_at(PLACES[name]) == "a mapping"
    else:
        assert mapping_at(PLACES[name]) == "a mapping, {} if there is nothing to say"


@pytest.mark.parametrize("path", [("roles", "R", "trust"), ("roles", "R", "trust", "any_of", 0)])
def test_a_trust_is_shown_by_an_example_that_is_one(path: KeyPath) -> None:
    assert mapping_at(path) == "a mapping, such as {service: lambda.amazonaws.com}"
    assert Trust.model_validate({"service": "lambda.amazonaws.com"})


@pytest.mark.parametrize("name", PLACES)
def test_the_keys_are_those_of_the_model(name: str) -> None:
    assert keys_at(PLACES[name]) == list(MODELS[name].model_fields)
