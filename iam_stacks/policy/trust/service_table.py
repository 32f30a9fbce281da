"""The services whose own guide shows, in a role trust policy, for whom the service acts.

Other services may send these keys too, or may not: a condition on a key that is not sent locks the service out, so only
what a guide shows is on by default. Each row names the guide, and its page where we could confirm the title.
Left out on purpose: CloudFormation, whose guide shows the keys for the administration role of StackSets only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class SourceKeys:
    """What a service's guide shows in a role trust policy.

    Attributes:
        account: whether it shows `aws:SourceAccount`.
        arn: whether it shows `aws:SourceArn`.
        source: the guide and its page.
    """

    account: bool
    arn: bool
    source: str


def _both(source: str) -> SourceKeys:
    return SourceKeys(account=True, arn=True, source=source)


_DEPUTY = "Cross-service confused deputy prevention"

SOURCE_KEYS = {
    "airflow.amazonaws.com": _both(f"Amazon MWAA User Guide, {_DEPUTY}"),
    "airflow-env.amazonaws.com": _both(f"Amazon MWAA User Guide, {_DEPUTY}"),
    "amplify.amazonaws.com": _both(f"Amplify Hosting User Guide, {_DEPUTY}"),
    "appstream.amazonaws.com": _both("AppStream 2.0 Developer Guide, Example: fleet machine role"),
    "appsync.amazonaws.com": _both("AppSync Developer Guide"),
    "batch.amazonaws.com": _both(f"AWS Batch User Guide, {_DEPUTY}"),
    "bedrock.amazonaws.com": _both("Amazon Bedrock User Guide, Create a custom service role for batch inference"),
    "bedrock-agentcore.amazonaws.com": _both("AgentCore Developer Guide, IAM Permissions for AgentCore Runtime"),
    "codebuild.amazonaws.com": _both("CodeBuild User Guide, Allow CodeBuild to interact with other AWS services"),
    "codedeploy.amazonaws.com": _both(f"CodeDeploy User Guide, {_DEPUTY}"),
    "comprehend.amazonaws.com": _both(f"Amazon Comprehend Developer Guide, {_DEPUTY}"),
    "config.amazonaws.com": _both("AWS Config Developer Guide, Permissions for the IAM Role Assigned to AWS Config"),
    "datasync.amazonaws.com": _both(f"DataSync User Guide, {_DEPUTY}"),
    "datazone.amazonaws.com": SourceKeys(
        account=True,
        arn=False,
        source="SageMaker Unified Studio Administrator Guide, AmazonDataZoneBedrockModelManagementRole",
    ),
    "dlm.amazonaws.com": _both("Amazon EC2 User Guide, IAM service roles (Data Lifecycle Manager)"),
    "dms.amazonaws.com": _both(f"DMS User Guide, {_DEPUTY} (from engine version 3.4.7 on)"),
    "ecs-tasks.amazonaws.com": _both("Amazon ECS Developer Guide, Amazon ECS task IAM role"),
    "elasticmapreduce.amazonaws.com": _both("Amazon EMR Management Guide, Service role for Amazon EMR (EMR role)"),
    "es.amazonaws.com": _both(f"OpenSearch Service Developer Guide, {_DEPUTY}"),
    "forecast.amazonaws.com": _both("Amazon Forecast Developer Guide, Set Up Permissions for Amazon Forecast"),
    "grafana.amazonaws.com": _both("Amazon Managed Grafana User Guide"),
    "greengrass.amazonaws.com": _both("IoT Greengrass V2 Developer Guide, Greengrass service role"),
    "groundstation.amazonaws.com": _both("Ground Station User Guide"),
    "iot.amazonaws.com": _both("IoT Core Developer Guide"),
    "iotevents.amazonaws.com": _both(f"IoT Events Developer Guide, {_DEPUTY}"),
    "iotfleethub.amazonaws.com": _both("Fleet Hub for IoT Device Management User Guide"),
    "kafkaconnect.amazonaws.com": _both(f"Amazon MSK Developer Guide, {_DEPUTY} (MSK Connect)"),
    "kendra.amazonaws.com": _both("Amazon Kendra Developer Guide"),
    "logs.amazonaws.com": SourceKeys(
        account=False, arn=True, source="CloudWatch Logs User Guide, Log group-level subscription filters"
    ),
    "mediaconvert.amazonaws.com": _both(f"MediaConvert User Guide, {_DEPUTY}"),
    "monitoring.rds.amazonaws.com": _both("Amazon RDS User Guide, Setting up and enabling Enhanced Monitoring"),
    "personalize.amazonaws.com": _both(f"Amazon Personalize Developer Guide, {_DEPUTY}"),
    "pinpoint.amazonaws.com": _both("Amazon Pinpoint Developer Guide"),
    "pipes.amazonaws.com": _both("EventBridge User Guide, Getting started: Create an Amazon EventBridge pipe"),
    "proton.amazonaws.com": _both(f"AWS Proton User Guide, {_DEPUTY}"),
    "rds.amazonaws.com": _both("Amazon RDS User Guide, Preventing cross-service confused deputy problems"),
    "redshift.amazonaws.com": _both(f"Amazon Redshift Management Guide, {_DEPUTY}"),
    "redshift-serverless.amazonaws.com": _both(f"Amazon Redshift Management Guide, {_DEPUTY}"),
    "rekognition.amazonaws.com": _both(f"Amazon Rekognition Developer Guide, {_DEPUTY}"),
    "resources.cloudformation.amazonaws.com": _both("CloudFormation CLI User Guide"),
    "sagemaker.amazonaws.com": SourceKeys(
        account=False, arn=True, source="Amazon SageMaker Developer Guide, Cross-Service Confused Deputy Prevention"
    ),
    "scheduler.amazonaws.com": _both("EventBridge Scheduler User Guide, Confused deputy prevention"),
    "ses.amazonaws.com": _both("Amazon SES Developer Guide, Set up a Data Firehose event destination"),
    "ssm.amazonaws.com": _both("Systems Manager User Guide, Create the service roles for Automation"),
    "ssm-incidents.amazonaws.com": SourceKeys(
        account=False, arn=True, source=f"Incident Manager User Guide, {_DEPUTY}"
    ),
    "states.amazonaws.com": _both("Step Functions Developer Guide"),
    "storagegateway.amazonaws.com": _both("Storage Gateway User Guide"),
    "textract.amazonaws.com": _both(f"Amazon Textract Developer Guide, {_DEPUTY}"),
    "transcribe.amazonaws.com": _both("Amazon Transcribe Developer Guide"),
    "transcribe.streaming.amazonaws.com": _both("Amazon Transcribe Developer Guide"),
    "transfer.amazonaws.com": _both(f"Transfer Family User Guide, {_DEPUTY}"),
    "translate.amazonaws.com": _both("Amazon Translate Developer Guide, Prerequisites for batch translation jobs"),
    "voiceid.amazonaws.com": _both(f"Amazon Connect Administrator Guide, {_DEPUTY} (Voice ID)"),
    "vpc-flow-logs.amazonaws.com": _both("Amazon VPC User Guide, Publish flow logs to CloudWatch Logs"),
}

NOTHING_SHOWN = SourceKeys(account=False, arn=False, source="")

_SPELLING = re.compile(r"(?P<name>.+?)(\.[a-z]{2}(-[a-z]+)+-[0-9])?\.amazonaws\.com(\.cn)?")


def shown_by(service: str) -> SourceKeys:
    """Return what a service's guide shows; a Region or `.cn` in its principal's name makes no difference."""
    spelling = _SPELLING.fullmatch(service)
    return SOURCE_KEYS.get(f"{spelling['name']}.amazonaws.com", NOTHING_SHOWN) if spelling else NOTHING_SHOWN
