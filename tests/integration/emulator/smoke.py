"""What the smoke tests do in an account of the emulator, and the documents that they write."""

import base64
import json
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.client_env import client_environment
from emulator.clients import Clients

CAPABILITIES = ["CAPABILITY_NAMED_IAM"]


class Cloud:
    """An empty account, and the few things that the smoke tests do in it."""

    def __init__(self, account: str) -> None:
        self.account = account
        self.client = Clients(client_environment(account))

    def create(self, resources: dict[str, Any], stack: str = "stack", **sections: Any) -> str:
        """Create a stack; return the status in which it ends."""
        self._cloudformation("create_stack", stack, resources, sections)
        return self.settle(stack)

    def update(self, resources: dict[str, Any], stack: str = "stack", **sections: Any) -> str:
        self._cloudformation("update_stack", stack, resources, sections)
        return self.settle(stack)

    def delete(self, stack: str = "stack") -> str:
        stack_id = self.describe(stack)["StackId"]
        self.client("cloudformation").delete_stack(StackName=stack)
        return self.settle(stack_id)

    def settle(self, stack: str) -> str:
        deadline = time.monotonic() + 20
        while (status := self.describe(stack)["StackStatus"]).endswith("IN_PROGRESS"):
            assert time.monotonic() < deadline, status
            time.sleep(0.05)
        return status

    def describe(self, stack: str = "stack") -> dict[str, Any]:
        return self.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]

    def outputs(self, stack: str = "stack") -> dict[str, str]:
        return {output["OutputKey"]: output["OutputValue"] for output in self.describe(stack)["Outputs"]}

    def reasons(self, stack: str = "stack") -> str:
        """Return why resources of the stack failed."""
        events = self.client("cloudformation").describe_stack_events(StackName=stack)["StackEvents"]
        return "\n".join(e["ResourceStatusReason"] for e in events if e["ResourceStatus"].endswith("FAILED"))

    def physical_id(self, logical_id: str, stack: str = "stack") -> str:
        found = self.client("cloudformation").describe_stack_resource(StackName=stack, LogicalResourceId=logical_id)
        return found["StackResourceDetail"]["PhysicalResourceId"]

    def key_of(self, user: str) -> Clients:
        """Return the clients of a user, by an access key made now."""
        key = self.client("iam").create_access_key(UserName=user)["AccessKey"]
        return self.client.signed_by(key["AccessKeyId"], key["SecretAccessKey"])

    def _cloudformation(self, action: str, stack: str, resources: dict[str, Any], sections: dict[str, Any]) -> None:
        template = json.dumps({"Resources": resources, **sections})
        getattr(self.client("cloudformation"), action)(
            StackName=stack, TemplateBody=template, Capabilities=CAPABILITIES
        )


def refused(code: str) -> Any:
    """Expect that AWS answers an error: `with refused("AccessDenied"): ...`."""
    return pytest.raises(ClientError, match=rf"\({code}\)")


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    """Return a policy document."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(action: str | list[str], resource: str = "*", **elements: Any) -> dict[str, Any]:
    """Return a policy document with one Allow."""
    return document({"Effect": "Allow", "Action": action, "Resource": resource, **elements})


def trust(principal: dict[str, str]) -> dict[str, Any]:
    """Return a trust policy."""
    return document({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal})


def web_identity_token(**claims: Any) -> str:
    """Return a JSON Web Token with these claims; its signature, which the emulator does not check, is none."""
    parts = ({"alg": "RS256", "typ": "JWT"}, claims, {})
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)


def function(code: str, *actions: str, **properties: Any) -> dict[str, Any]:
    """Return the resources of a function, and of a role that allows these actions besides writing logs."""
    own = {"PolicyName": "Own", "PolicyDocument": allow(["logs:*", *actions])}
    role = {"AssumeRolePolicyDocument": trust({"Service": "lambda.amazonaws.com"}), "Policies": [own]}
    common = {
        "Runtime": "python3.13",
        "Handler": "index.handler",
        "Timeout": 30,
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        "Code": {"ZipFile": code},
    }
    return {
        "Role": {"Type": "AWS::IAM::Role", "Properties": role},
        "Function": {"Type": "AWS::Lambda::Function", "Properties": {**common, **properties}},
    }


def custom(kind: str = "Custom::Thing", **properties: Any) -> dict[str, Any]:
    """Return a custom resource of the function that `function` makes."""
    token = {"Fn::GetAtt": ["Function", "Arn"]}
    return {"Type": kind, "Properties": {"ServiceToken": token, "ServiceTimeout": 10, **properties}}


# Code that answers CloudFormation with what the resource's property Answer says, and prints the request.
CUSTOM_RESOURCE = """
import json, urllib.request

def handler(event, context):
    print("asked", json.dumps(event))
    answer = {key: event.get(key) for key in ("StackId", "RequestId", "LogicalResourceId")}
    answer.update(Status="SUCCESS", PhysicalResourceId=event["ResourceProperties"].get("Id", "made"))
    if event["RequestType"] == event["ResourceProperties"].get("Fails"):
        answer.update(Status="FAILED", Reason="because of this")
    body = json.dumps(answer).encode()
    urllib.request.urlopen(urllib.request.Request(event["ResponseURL"], data=body, method="PUT"))
"""


def eventually(check: Any, seconds: float = 20) -> Any:
    """Return what `check` answers when that is true; fail if it never is."""
    deadline = time.monotonic() + seconds
    while not (found := check()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found
