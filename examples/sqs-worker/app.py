#!/usr/bin/env python3
"""A Lambda function in a VPC that works off a queue, with keys of your own."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from constructs import Construct
from network import Network

from iam_stacks import LambdaExecutionRole, attach_packs

LOG_GROUP = "/aws/lambda/Worker"


class SqsWorker(cdk.Stack):
    """The function, its queues, its logs, its network and its role."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        queues_key = kms.Key(self, "QueuesKey", enable_key_rotation=True)
        failed = sqs.Queue(self, "Failed", encryption_master_key=queues_key, enforce_ssl=True)
        jobs = sqs.Queue(
            self,
            "Jobs",
            encryption_master_key=queues_key,
            enforce_ssl=True,
            dead_letter_queue=sqs.DeadLetterQueue(queue=failed, max_receive_count=3),
        )
        self.logs_key = self._key_of_logs()
        self.network = Network(self, "Network", flow_logs=self._log_group("Flows"))
        self.role = LambdaExecutionRole(
            self,
            "Role",
            role_name="Worker",
            log_group=LOG_GROUP,
            vpc=True,
            tracing=True,
            dead_letter_queue=failed,
            event_sources=[jobs],
        )
        function = lambda_.Function(
            self,
            "Function",
            function_name="Worker",
            role=self.role,
            code=lambda_.Code.from_inline("def handler(event, context): print(event)"),
            handler="index.handler",
            runtime=lambda_.Runtime.PYTHON_3_14,
            log_group=self._log_group("Logs", LOG_GROUP),
            tracing=lambda_.Tracing.ACTIVE,
            dead_letter_queue=failed,
            reserved_concurrent_executions=10,
            vpc=self.network.vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            security_groups=[self.network.security_group],
        )
        # Not SqsEventSource: it would give the role again what it has, and more.
        function.add_event_source_mapping("JobsOfFunction", event_source_arn=jobs.queue_arn)

    def _key_of_logs(self) -> kms.Key:
        """Return a key for the log groups of this account; the service must be let in by name."""
        key = kms.Key(self, "LogsKey", enable_key_rotation=True)
        groups = f"arn:{self.partition}:logs:{self.region}:{self.account}:log-group:*"
        here = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}}
        key.grant_encrypt_decrypt(iam.ServicePrincipal("logs.amazonaws.com", conditions=here))
        return key

    def _log_group(self, id: str, name: str | None = None) -> logs.LogGroup:
        year = logs.RetentionDays.ONE_YEAR
        return logs.LogGroup(self, id, log_group_name=name, encryption_key=self.logs_key, retention=year)


app = cdk.App()
stack = SqsWorker(app, "SqsWorker")
attach_packs(app, [*stack.role.expected_findings, *stack.network.accepted])
app.synth()
