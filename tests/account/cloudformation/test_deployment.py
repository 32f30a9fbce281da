"""What stacks take from each other."""

from typing import Any

import pytest

from iam_stacks.account.cloudformation.deployment import Deployment
from iam_stacks.account.cloudformation.stack import Stack
from iam_stacks.account.place import Place
from iam_stacks.policy.symbol import show_symbols, symbol

USER = {"Type": "AWS::IAM::User"}
NESTED = {"Type": "AWS::CloudFormation::Stack"}


def stack(name: str, region: str = "", nested: dict[str, Stack] | None = None, **sections: Any) -> Stack:
    return Stack(
        name=name,
        file=f"{name}.json",
        id=f"{name}-{region}",
        named=True,
        template=sections,
        region=region,
        nested=nested or {},
    )


def resolve(value: Any, *others: Stack, **sections: Any) -> tuple[Any, list[str]]:
    """Resolve a value of the stack Consumer."""
    deployment = Deployment([stack("Consumer", "eu-central-1", **sections), *others], account="123456789012")
    found = deployment.resolvers[0].resolve(value, Place("Consumer.json", "It"))
    shown = show_symbols(found) if isinstance(found, str) else found
    return shown, [problem.why for problem in deployment.problems]


def producer(name: str, value: Any, region: str = "", export: Any = None, **sections: Any) -> Stack:
    output = {"Value": value} | ({"Export": {"Name": export}} if export else {})
    return stack(name, region, Outputs={"Out": output}, **sections)


def test_an_import_is_the_value_of_the_export() -> None:
    name = {"Fn::Sub": "${AWS::StackName}-u"}
    producing = producer("Producer", {"Ref": "U"}, "eu-central-1", export=name, Resources={"U": USER})
    assert resolve({"Fn::ImportValue": "Producer-u"}, producing) == ("${U}", [])


def test_an_import_is_from_the_same_region() -> None:
    both = producer("A", "here", "eu-central-1", export="e"), producer("A", "there", "us-east-1", export="e")
    assert resolve({"Fn::ImportValue": "e"}, *both) == ("here", [])
    assert resolve({"Fn::ImportValue": "e"}, both[1])[1] == ["no stack in what was read exports e"]


def test_outputs_that_are_malformed_are_no_exports() -> None:
    malformed = stack("Producer", "eu-central-1", Outputs={"A": "x", "B": {"Value": 1, "Export": "x"}})
    assert resolve({"Fn::ImportValue": "x"}, malformed)[1] == ["no stack in what was read exports x"]


def output(region: str | None = None, name: str = "Out", stack_name: Any = "Producer") -> Any:
    given = {"StackName": stack_name, "OutputName": name} | ({"Region": region} if region else {})
    return {"Fn::GetStackOutput": given}


def test_a_stacks_output_is_found_by_name() -> None:
    assert resolve(output(), producer("Producer", "a")) == ("a", [])


def test_a_stacks_output_is_that_of_the_region_that_is_asked_for() -> None:
    both = producer("Producer", "a", "eu-central-1"), producer("Producer", "b", "us-east-1")
    assert resolve([output(), output("us-east-1")], *both)[0] == ["a", "b"]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (output(name="X"), "the stack Producer has no output X"),
        (output(stack_name="X"), "there is no stack X in what was read"),
    ],
)
def test_an_output_that_is_missing_is_reported(value: Any, problem: str) -> None:
    found, problems = resolve(value, producer("Producer", "a"))
    assert found.startswith("${GetStackOutput.")
    assert problems == [problem]


def test_outputs_that_need_each_other_are_reported() -> None:
    one = producer("One", output(stack_name="Two"))
    two = producer("Two", output(stack_name="One"))
    assert resolve(output(stack_name="One"), one, two)[1] == ["it refers to itself"]


def test_an_output_of_a_nested_stack_is_an_attribute() -> None:
    inner = stack("Inner", Resources={"U": USER}, Outputs={"Out": {"Value": {"Fn::GetAtt": "U.Arn"}}})
    outer = stack("Outer", nested={"N": inner}, Resources={"N": NESTED})
    deployment = Deployment([outer], account="123456789012")
    here = deployment.resolvers[0]
    assert show_symbols(here.attribute("N", "Outputs.Out")) == "arn:aws:iam::123456789012:user/${U}"
    assert show_symbols(here.attribute("N", "Other")) == "${N.Other}"
    assert list(deployment.problems) == []


def test_a_nested_stack_is_where_its_parent_is() -> None:
    inner = stack("Inner")
    outer = stack("Outer", "cn-north-1", nested={"N": inner}, Resources={"N": NESTED})
    deployment = Deployment([outer], account="123456789012")
    assert deployment.resolver_of(inner).pseudo["AWS::Region"] == "cn-north-1"
    assert deployment.resolver_of(inner).pseudo["AWS::Partition"] == "aws-cn"


def test_a_stack_nested_in_a_resource_that_does_not_exist_has_no_resources() -> None:
    inner = stack("Inner", Resources={"U": USER})
    resources = {"N": NESTED | {"Condition": "C"}}
    outer = stack("Outer", nested={"N": inner}, Resources=resources, Conditions={"C": {"Fn::Equals": [1, 2]}})
    deployment = Deployment([outer], account="123456789012")
    assert [resource.logical_id for resource in deployment.resources()] == ["N"]


WRITER = {
    "Type": "Custom::CrossRegionExportWriter",
    "Properties": {"WriterProps": {"exports": {"/cdk/x": {"Ref": "U"}}}},
}
READER = {"R": {"Type": "Custom::CrossRegionExportReader"}}


def test_what_cdk_writes_for_another_region_is_read_there() -> None:
    producing = stack("Producer", "us-east-1", Resources={"W": WRITER, "U": USER})
    assert resolve({"Fn::GetAtt": ["R", "/cdk/x"]}, producing, Resources=READER) == ("${U}", [])


def test_what_nobody_writes_is_a_symbol() -> None:
    malformed = {"Type": "Custom::CrossRegionExportWriter", "Properties": {"WriterProps": []}}
    assert resolve({"Fn::GetAtt": ["R", "/cdk/y"]}, stack("P", Resources={"W": malformed}), Resources=READER) == (
        "${R./cdk/y}",
        [],
    )


def test_symbols_of_logical_ids_that_clash_have_the_stacks_name() -> None:
    deployment = Deployment(
        [stack("A", Resources={"U": USER, "V": USER}), stack("B", Resources={"U": USER})], account="123456789012"
    )
    first, second = deployment.resolvers
    assert [first.ref("U"), second.ref("U"), first.ref("V")] == [symbol("A.U"), symbol("B.U"), symbol("V")]


def test_stacks_of_the_same_name_are_told_apart() -> None:
    deployment = Deployment(
        [stack("A", "eu-central-1"), stack("A", "us-east-1"), stack("A", "us-east-1")], account="123456789012"
    )
    names = [deployment.name_of(resolver.stack) for resolver in deployment.resolvers]
    assert names == ["A-eu-central-1", "A-us-east-1", "A-us-east-1-"]


def test_what_is_given_holds_for_every_stack() -> None:
    deployment = Deployment([stack("A", "eu-central-1")], account="1", region="cn-north-1", partition="aws-us-gov")
    pseudo = deployment.resolvers[0].pseudo
    assert [pseudo[f"AWS::{name}"] for name in ("Region", "Partition", "URLSuffix", "StackName")] == [
        *("cn-north-1", "aws-us-gov", "amazonaws.com", "A")
    ]


def test_what_is_no_resource_is_reported() -> None:
    deployment = Deployment([stack("A", Resources={"U": "text"})], account="1")
    assert list(deployment.resources()) == []
    assert [(each.logical_id, each.why) for each in deployment.problems] == [("U", "it is not a resource with a Type")]
