from tests.integration.emulator.smoke import Cloud, trust


def association(service_account="reader", **properties):
    common = {"ClusterName": "example", "Namespace": "web", "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]}}
    pods = {"AssumeRolePolicyDocument": trust({"Service": "pods.eks.amazonaws.com"})}
    return {
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "Pod", **pods}},
        "Association": {
            "Type": "AWS::EKS::PodIdentityAssociation",
            "Properties": {**common, "ServiceAccount": service_account, **properties},
        },
    }


def cluster(cloud):
    iam, eks = cloud.client("iam"), cloud.client("eks")
    role = iam.create_role(RoleName="Cluster", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    eks.create_cluster(name="example", roleArn=role, resourcesVpcConfig={})
    return eks


def read(cloud):
    wanted = {"clusterName": "example", "associationId": cloud.physical_id("Association")}
    return cloud.client("eks").describe_pod_identity_association(**wanted)["association"]


def test_an_association_is_created_updated_and_deleted(cloud: Cloud):
    eks = cluster(cloud)
    attributes = ("AssociationArn", "AssociationId")
    outputs = {name: {"Value": {"Fn::GetAtt": ["Association", name]}} for name in attributes}
    made = association(Tags=[{"Key": "team", "Value": "a"}])
    assert cloud.create(made, Outputs=outputs) == "CREATE_COMPLETE"
    id = cloud.physical_id("Association")
    assert id.startswith("a-")
    arn = f"arn:aws:eks:us-east-1:{cloud.account}:podidentityassociation/example/{id}"
    assert cloud.outputs() == {"AssociationArn": arn, "AssociationId": id}
    found = read(cloud)
    assert (found["namespace"], found["serviceAccount"]) == ("web", "reader")
    assert found["roleArn"] == f"arn:aws:iam::{cloud.account}:role/Pod"
    assert found["tags"] == {"team": "a"}

    assert cloud.update(association(DisableSessionTags=True)) == "UPDATE_COMPLETE"
    assert (read(cloud)["associationId"], read(cloud)["disableSessionTags"]) == (id, True)
    assert cloud.update(association("writer")) == "UPDATE_COMPLETE"
    assert cloud.physical_id("Association") != id
    assert len(eks.list_pod_identity_associations(clusterName="example")["associations"]) == 1

    assert cloud.delete() == "DELETE_COMPLETE"
    assert eks.list_pod_identity_associations(clusterName="example")["associations"] == []


def test_a_target_role_makes_an_external_id(cloud: Cloud):
    cluster(cloud)
    target = f"arn:aws:iam::{cloud.account}:role/Target"
    outputs = {"Id": {"Value": {"Fn::GetAtt": ["Association", "ExternalId"]}}}
    assert cloud.create(association(TargetRoleArn=target), Outputs=outputs) == "CREATE_COMPLETE"
    assert read(cloud)["targetRoleArn"] == target
    assert cloud.outputs()["Id"] == read(cloud)["externalId"] != ""


def test_a_cluster_that_is_not_there_fails_the_stack(cloud: Cloud):
    assert cloud.create(association()) == "ROLLBACK_COMPLETE"
    assert "No cluster found for name: example" in cloud.reasons()
