"""CloudFormation types AWS::EC2::SecurityGroupIngress and AWS::EC2::SecurityGroupEgress.

MiniStack takes rules inside of a security group, but refuses the types ("Unrecognized resource types"), which the CDK
writes for a rule from one group to another.
Ref and Id are the rule's id; we make a new rule of any change:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupegress.html
Delete when a release has it.
"""

from ministack.services import ec2

from emulator.patches.ministack_api import ApiFunction, Created, Properties, call, element, register

PORTS = ("IpProtocol", "FromPort", "ToPort")
# The other end of a rule: the property -> the parameter of the API.
PEERS = {
    "CidrIp": "IpRanges.1.CidrIp",
    "CidrIpv6": "Ipv6Ranges.1.CidrIpv6",
    "SourceSecurityGroupId": "Groups.1.GroupId",
    "DestinationSecurityGroupId": "Groups.1.GroupId",
    "SourcePrefixListId": "PrefixListIds.1.PrefixListId",
    "DestinationPrefixListId": "PrefixListIds.1.PrefixListId",
}
REPLACED_BY = ("GroupId", "Description", *PORTS, *PEERS)


def apply() -> None:
    """Register both types."""
    _register("AWS::EC2::SecurityGroupIngress", ec2._authorize_sg_ingress, ec2._revoke_sg_ingress)
    _register("AWS::EC2::SecurityGroupEgress", ec2._authorize_sg_egress, ec2._revoke_sg_egress)


def _register(resource_type: str, authorize: ApiFunction, revoke: ApiFunction) -> None:
    def create(_logical_id: str, properties: Properties, _stack: str) -> Created:
        rule = element(call(authorize, _request(properties)), "securityGroupRuleId")
        return rule, {"Id": rule}

    def update(rule: str, _old: Properties, _new: Properties, _stack: str) -> Created:
        return rule, {"Id": rule}

    def delete(rule: str, properties: Properties) -> None:
        request = {"GroupId": properties["GroupId"], "SecurityGroupRuleId.1": rule}
        call(revoke, request, tolerate=("InvalidGroup.NotFound", "InvalidSecurityGroupRuleId.NotFound"))

    register(resource_type, create, update, delete, replaced_by=REPLACED_BY)


def _request(properties: Properties) -> dict[str, str]:
    ports = {f"IpPermissions.1.{name}": str(properties[name]) for name in PORTS if name in properties}
    peers = {f"IpPermissions.1.{api}": str(properties[name]) for name, api in PEERS.items() if name in properties}
    return {"GroupId": properties["GroupId"], **ports, **peers}
