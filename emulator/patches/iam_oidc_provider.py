"""CloudFormation type AWS::IAM::OIDCProvider.

MiniStack refuses the type ("Unrecognized resource types"), and has no API to change a provider.
Ref and Arn are the provider's ARN; a new Url makes a new provider, everything else updates in place:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-oidcprovider.html
Delete when a release has it.
"""

from ministack.services import iam
from ministack.services.cloudformation import provisioners

from emulator.patches.ministack_api import Created, Properties, call, element, flat, register


def apply() -> None:
    """Register the type, and that it takes a stack's tags."""
    register("AWS::IAM::OIDCProvider", _create, _update, _delete, replaced_by=("Url",))
    provisioners._STACK_TAG_PROPERTY["AWS::IAM::OIDCProvider"] = ("Tags", "list")


def _create(_logical_id: str, properties: Properties, _stack: str) -> Created:
    answer = call(iam._create_oidc_provider, {"Url": properties["Url"], **flat(_changeable(properties))})
    arn = element(answer, "OpenIDConnectProviderArn")
    return arn, {"Arn": arn}


def _update(arn: str, _old: Properties, new: Properties, _stack: str) -> Created:
    iam._oidc_providers[arn].update(_changeable(new))
    return arn, {"Arn": arn}


def _delete(arn: str, _properties: Properties) -> None:
    call(iam._delete_oidc_provider, {"OpenIDConnectProviderArn": arn}, tolerate=("NoSuchEntity",))


def _changeable(properties: Properties) -> Properties:
    return {
        "ClientIDList": properties.get("ClientIdList", []),
        "ThumbprintList": properties.get("ThumbprintList", []),
        "Tags": properties.get("Tags", []),
    }
