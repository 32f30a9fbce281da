"""CloudFormation type AWS::IAM::SAMLProvider.

MiniStack has SAML providers in its IAM API, but refuses the type ("Unrecognized resource types").
Ref and Arn are the provider's ARN; a new Name makes a new provider, everything else updates in place:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-samlprovider.html
The attribute SamlProviderUUID is not there: MiniStack's providers have none.
Delete when a release has it.
"""

from ministack.services import iam
from ministack.services.cloudformation import provisioners

from emulator.patches.ministack_api import Created, Properties, call, element, flat, physical_name, register

TYPE = "AWS::IAM::SAMLProvider"


def apply() -> None:
    """Register the type, and that it takes a stack's tags."""
    register(TYPE, _create, _update, _delete, replaced_by=("Name",))
    provisioners._STACK_TAG_PROPERTY[TYPE] = ("Tags", "list")


def _create(logical_id: str, properties: Properties, stack: str) -> Created:
    name = physical_name(properties, "Name", stack, logical_id, 128)
    tags = flat({"Tags": properties.get("Tags", [])})
    answer = call(iam._create_saml_provider, {"Name": name, **_metadata(properties), **tags})
    arn = element(answer, "SAMLProviderArn")
    return arn, {"Arn": arn}


def _update(arn: str, _old: Properties, new: Properties, _stack: str) -> Created:
    call(iam._update_saml_provider, {"SAMLProviderArn": arn, **_metadata(new)})
    iam._saml_providers[arn]["Tags"] = new.get("Tags", [])  # there is no TagSAMLProvider to call
    return arn, {"Arn": arn}


def _delete(arn: str, _properties: Properties) -> None:
    call(iam._delete_saml_provider, {"SAMLProviderArn": arn}, tolerate=("NoSuchEntity",))


def _metadata(properties: Properties) -> dict[str, str]:
    return {"SAMLMetadataDocument": properties.get("SamlMetadataDocument", "")}
