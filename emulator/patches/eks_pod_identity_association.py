"""CloudFormation type AWS::EKS::PodIdentityAssociation.

MiniStack has the associations in its EKS API, but refuses the type ("Unrecognized resource types").
Ref is the association's id; another cluster, namespace or service account makes a new association:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-podidentityassociation.html
As on AWS, the cluster has to be there. (It is one that runs nothing, where there is no Docker.)
Delete when a release has it.
"""

import json

from ministack.services import eks

from emulator.patches.ministack_api import Answer, Created, Properties, call, register

FIXED = ("ClusterName", "Namespace", "ServiceAccount")
CHANGEABLE = ("RoleArn", "TargetRoleArn", "DisableSessionTags", "Policy")


def apply() -> None:
    """Register the type."""
    register("AWS::EKS::PodIdentityAssociation", _create, _update, _delete, replaced_by=FIXED)


def _create(_logical_id: str, properties: Properties, _stack: str) -> Created:
    def create(parameters: Properties) -> Answer:
        answer: Answer = eks._create_pod_identity_association(properties["ClusterName"], parameters)
        return answer

    tags = {tag["Key"]: tag["Value"] for tag in properties.get("Tags", [])}
    return _identity(call(create, {**_request(properties, FIXED + CHANGEABLE), "tags": tags}))


def _update(association_id: str, _old: Properties, new: Properties, _stack: str) -> Created:
    def update(parameters: Properties) -> Answer:
        answer: Answer = eks._update_pod_identity_association(new["ClusterName"], association_id, parameters)
        return answer

    return _identity(call(update, _request(new, CHANGEABLE)))


def _delete(association_id: str, properties: Properties) -> None:
    def delete(_parameters: Properties) -> Answer:
        answer: Answer = eks._delete_pod_identity_association(properties["ClusterName"], association_id)
        return answer

    call(delete, {}, tolerate=("ResourceNotFoundException",))


def _request(properties: Properties, names: tuple[str, ...]) -> Properties:
    return {name[0].lower() + name[1:]: properties[name] for name in names if name in properties}


def _identity(answer: str) -> Created:
    made = json.loads(answer)["association"]
    return made["associationId"], {
        "AssociationArn": made["associationArn"],
        "AssociationId": made["associationId"],
        "ExternalId": made.get("externalId", ""),  # minted when there is a target role
    }
