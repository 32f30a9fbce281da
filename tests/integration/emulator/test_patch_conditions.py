import pytest

from tests.integration.emulator.smoke import Cloud

CASES = {
    "Join": {"Fn::Join": ["", {"Ref": "Names"}]},
    "Sub": {"Fn::Sub": "${Name}"},
    "FindInMap": {"Fn::FindInMap": ["Map", "key", "Value"]},
    "Split": {"Fn::Join": ["", {"Fn::Split": ["-", {"Ref": "Name"}]}]},
}
SECTIONS = {
    "Parameters": {"Names": {"Type": "CommaDelimitedList", "Default": ""}, "Name": {"Type": "String", "Default": ""}},
    "Mappings": {"Map": {"key": {"Value": ""}}},
}


@pytest.mark.parametrize("function", CASES)
def test_a_function_in_a_condition_is_resolved(cloud: Cloud, function: str):
    resources = {
        "Always": {"Type": "AWS::IAM::Group"},
        "IfEmpty": {"Type": "AWS::IAM::Group", "Condition": "Empty"},
        "IfNot": {"Type": "AWS::IAM::Group", "Condition": "NotEmpty"},
    }
    conditions = {
        "Empty": {"Fn::Equals": ["", CASES[function]]},
        "NotEmpty": {"Fn::Not": [{"Fn::Equals": ["", CASES[function]]}]},
    }
    assert cloud.create(resources, Conditions=conditions, **SECTIONS) == "CREATE_COMPLETE"
    made = cloud.client("cloudformation").describe_stack_resources(StackName="stack")["StackResources"]
    assert {resource["LogicalResourceId"] for resource in made} == {"Always", "IfEmpty"}
