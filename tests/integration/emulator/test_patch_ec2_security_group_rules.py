from tests.integration.emulator.smoke import Cloud


def groups(port=443):
    group = {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "test", "VpcId": {"Ref": "Network"}}}
    ports = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port}
    client, server = ({"Fn::GetAtt": [name, "GroupId"]} for name in ("Client", "Server"))
    into = {"GroupId": server, "SourceSecurityGroupId": client, **ports}
    out_of = {"GroupId": client, "DestinationSecurityGroupId": server, **ports}
    return {
        "Network": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Client": group,
        "Server": group,
        "In": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": into},
        "Out": {"Type": "AWS::EC2::SecurityGroupEgress", "Properties": out_of},
    }


def rules(cloud, group, way="IpPermissions"):
    found = cloud.client("ec2").describe_security_groups(GroupIds=[cloud.physical_id(group)])["SecurityGroups"][0]
    ends = [(rule.get("FromPort"), [pair["GroupId"] for pair in rule["UserIdGroupPairs"]]) for rule in found[way]]
    return [(port, peers) for port, peers in ends if peers]


def test_a_rule_between_two_groups_comes_changes_and_goes(cloud: Cloud):
    assert cloud.create(groups()) == "CREATE_COMPLETE"
    client, server = cloud.physical_id("Client"), cloud.physical_id("Server")
    assert rules(cloud, "Server") == [(443, [client])]
    assert rules(cloud, "Client", "IpPermissionsEgress") == [(443, [server])]
    wanted = {"SecurityGroupRuleIds": [cloud.physical_id("In")]}
    (rule,) = cloud.client("ec2").describe_security_group_rules(**wanted)["SecurityGroupRules"]
    assert (rule["GroupId"], rule["IsEgress"]) == (server, False)

    assert cloud.update(groups(8443)) == "UPDATE_COMPLETE"
    assert rules(cloud, "Server") == [(8443, [client])]
    without = {name: resource for name, resource in groups().items() if name not in ("In", "Out")}
    assert cloud.update(without) == "UPDATE_COMPLETE"
    assert rules(cloud, "Server") == rules(cloud, "Client", "IpPermissionsEgress") == []
    assert cloud.delete() == "DELETE_COMPLETE"
