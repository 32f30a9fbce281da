"""A network with no way to the internet."""

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct

from iam_stacks import Acknowledgement, TrustedRole, TrustPolicy

CLOSED = (
    "every network has a default security group, which CloudFormation cannot close: nothing here is in it, and to close"
    " it takes a custom resource with rights over all security groups"
)


class Network(Construct):
    """A VPC whose functions reach X-Ray, by an endpoint, and nothing else; its flows are logged.

    Attributes:
        vpc: the VPC.
        security_group: that of the functions.
    """

    def __init__(self, scope: Construct, id: str, *, flow_logs: logs.ILogGroup) -> None:
        super().__init__(scope, id)
        isolated = ec2.SubnetConfiguration(name="Isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
        self.vpc = ec2.Vpc(
            self, "Vpc", max_azs=2, subnet_configuration=[isolated], restrict_default_security_group=False
        )
        trust = TrustPolicy.service("vpc-flow-logs.amazonaws.com")
        writer = TrustedRole(self, "FlowLogger", role_name="WorkerFlowLogger", trust=trust)
        self.vpc.add_flow_log("Flows", destination=ec2.FlowLogDestination.to_cloud_watch_logs(flow_logs, writer))
        self.security_group = ec2.SecurityGroup(
            self, "Functions", vpc=self.vpc, allow_all_outbound=False, description="The functions"
        )
        of_endpoint = ec2.SecurityGroup(
            self, "Endpoints", vpc=self.vpc, allow_all_outbound=False, description="The endpoints"
        )
        endpoint = self.vpc.add_interface_endpoint(
            "XRay",
            service=ec2.InterfaceVpcEndpointAwsService.XRAY,
            security_groups=[of_endpoint],
            open=False,
        )
        endpoint.connections.allow_default_port_from(self.security_group, "Traces")

    @property
    def accepted(self) -> tuple[Acknowledgement, ...]:
        """What is left, and why."""
        return (Acknowledgement(scope=self.vpc, rule="VPCDefaultSecurityGroupClosed", reason=CLOSED),)
