"""Readers of EC2's networks."""

from emulator.clients import Clients
from emulator.readers.kind import Kind, listed
from emulator.resource import Resource
from emulator.tables import Row


def vpc(clients: Clients, resource: Resource) -> Row:
    """Read a network."""
    found = clients("ec2").describe_vpcs(VpcIds=[resource.physical_id])["Vpcs"][0]
    return found["VpcId"], found["CidrBlock"], found["State"]


def subnet(clients: Clients, resource: Resource) -> Row:
    """Read a subnet."""
    found = clients("ec2").describe_subnets(SubnetIds=[resource.physical_id])["Subnets"][0]
    return found["SubnetId"], found["VpcId"], found["CidrBlock"], found["AvailabilityZone"]


def route_table(clients: Clients, resource: Resource) -> Row:
    """Read a route table, and where its routes lead."""
    found = clients("ec2").describe_route_tables(RouteTableIds=[resource.physical_id])["RouteTables"][0]
    routes = [route.get("DestinationCidrBlock", "another") for route in found["Routes"]]
    return found["RouteTableId"], found["VpcId"], listed(routes)


def association(clients: Clients, resource: Resource) -> Row:
    """Read which subnet a route table is for."""
    by_id = {"Name": "association.route-table-association-id", "Values": [resource.physical_id]}
    tables = clients("ec2").describe_route_tables(Filters=[by_id])["RouteTables"]
    found = {one["RouteTableAssociationId"]: one for table in tables for one in table["Associations"]}
    return found[resource.physical_id]["SubnetId"], found[resource.physical_id]["RouteTableId"]


def security_group(clients: Clients, resource: Resource) -> Row:
    """Read a security group: how many rules it has, in and out."""
    found = clients("ec2").describe_security_groups(GroupIds=[resource.physical_id])["SecurityGroups"][0]
    rules = str(len(found["IpPermissions"])), str(len(found["IpPermissionsEgress"]))
    return found["GroupId"], found["VpcId"], *rules


def security_group_rule(clients: Clients, resource: Resource) -> Row:
    """Read a rule of a security group."""
    wanted = [resource.physical_id]
    found = clients("ec2").describe_security_group_rules(SecurityGroupRuleIds=wanted)["SecurityGroupRules"][0]
    peer = found.get("ReferencedGroupInfo", {}).get("GroupId") or found.get("CidrIpv4") or "-"
    ports = f"{found.get('FromPort', '-')}-{found.get('ToPort', '-')}"
    return found["GroupId"], "out" if found["IsEgress"] else "in", found["IpProtocol"], ports, peer


def endpoint(clients: Clients, resource: Resource) -> Row:
    """Read an endpoint of a service."""
    found = clients("ec2").describe_vpc_endpoints(VpcEndpointIds=[resource.physical_id])["VpcEndpoints"][0]
    return found["VpcEndpointId"], found["VpcId"], found["ServiceName"], found["VpcEndpointType"]


def flow_log(clients: Clients, resource: Resource) -> Row:
    """Read a flow log: what it watches, and where it writes."""
    found = clients("ec2").describe_flow_logs(FlowLogIds=[resource.physical_id])["FlowLogs"][0]
    return found["FlowLogId"], found["ResourceId"], found["TrafficType"], found["LogDestination"]


RULES = Kind("rules of security groups", ("group", "way", "protocol", "ports", "other end"), security_group_rule)
KINDS = {
    "AWS::EC2::VPC": Kind("networks", ("id", "addresses", "state"), vpc),
    "AWS::EC2::Subnet": Kind("subnets", ("id", "network", "addresses", "zone"), subnet),
    "AWS::EC2::RouteTable": Kind("route tables", ("id", "network", "routes to"), route_table),
    "AWS::EC2::SubnetRouteTableAssociation": Kind("routed subnets", ("subnet", "route table"), association),
    "AWS::EC2::SecurityGroup": Kind("security groups", ("id", "network", "rules in", "rules out"), security_group),
    "AWS::EC2::SecurityGroupIngress": RULES,
    "AWS::EC2::SecurityGroupEgress": RULES,
    "AWS::EC2::VPCEndpoint": Kind("endpoints", ("id", "network", "service", "type"), endpoint),
    "AWS::EC2::FlowLog": Kind("flow logs", ("id", "of", "traffic", "to"), flow_log),
}
