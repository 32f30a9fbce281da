"""The values of parameters."""

from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.account.cloudformation.deployment import Deployment
from iam_stacks.account.cloudformation.stack import Stack

Resolve = Callable[..., tuple[Any, list[str]]]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ({"Type": "String", "Default": "a"}, "a"),
        ({"Type": "Number", "Default": 5}, "5"),
        ({"Type": "String"}, "${P}"),
        ("malformed", "${P}"),
        ({"Type": "String", "Default": "{{resolve:ssm:a}}"}, "${resolve.ssm-a}"),
        ({"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a/b"}, "${P}"),
        ({"Type": "CommaDelimitedList", "Default": "a, b"}, ["a", "b"]),
        ({"Type": "List<Number>", "Default": "1,2"}, ["1", "2"]),
    ],
)
def test_a_parameter_is_its_default_or_a_symbol(resolve: Resolve, parameter: Any, value: Any) -> None:
    assert resolve({"Ref": "P"}, Parameters={"P": parameter}) == (value, [])


def nested(parameters: Any, given: Any) -> Any:
    """Return P as a nested stack has it."""
    inner = Stack(name="I", file="i.json", template={"Parameters": parameters})
    resource = {"Type": "AWS::CloudFormation::Stack", "Properties": {"Parameters": given}}
    outer = Stack(name="O", file="o.json", template={"Resources": {"N": resource}}, nested={"N": inner})
    return Deployment([outer], account="123456789012", region="eu-central-1").resolvers[1].ref("P")


@pytest.mark.parametrize(
    ("parameter", "given", "value"),
    [
        ({"Type": "String", "Default": "d"}, {"P": {"Ref": "AWS::Region"}}, "eu-central-1"),
        ({"Type": "String", "Default": "d"}, {"P": {"Ref": "AWS::NoValue"}}, "d"),
        ({"Type": "String", "Default": "d"}, {"Q": "x"}, "d"),
        ({"Type": "String", "Default": "d"}, "malformed", "d"),
        ({"Type": "CommaDelimitedList"}, {"P": ["a", "b"]}, ["a", "b"]),
        ({"Type": "CommaDelimitedList"}, {"P": "a,b"}, ["a", "b"]),
    ],
)
def test_what_a_parent_passes_comes_before_the_default(parameter: Any, given: Any, value: Any) -> None:
    assert nested({"P": parameter}, given) == value


def test_what_the_assembly_gives_comes_before_the_default() -> None:
    template = {"Parameters": {"P": {"Type": "String", "Default": "d"}}}
    stack = Stack(name="S", file="s.json", template=template, parameters={"P": "given"})
    assert Deployment([stack], account="123456789012").resolvers[0].ref("P") == "given"
