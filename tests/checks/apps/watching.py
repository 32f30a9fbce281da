"""What watches: canaries, rules of Config, alarms, machines that report, and documents that mend."""

import aws_cdk as cdk
from aws_cdk import aws_chatbot as chatbot
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_config as config
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_ssm as ssm
from aws_cdk import aws_synthetics as synthetics


def define(app: cdk.App) -> None:
    """Define the stack."""
    stack = cdk.Stack(app, "Watching")
    canary = synthetics.Canary(
        stack,
        "Canary",
        runtime=synthetics.Runtime.SYNTHETICS_NODEJS_PUPPETEER_10_0,
        test=synthetics.Test.custom(
            code=synthetics.Code.from_inline("exports.handler = async () => {}"), handler="index.handler"
        ),
    )
    topic = sns.Topic(stack, "Alarms")
    alarm = canary.metric_failed().create_alarm(stack, "Failed", threshold=1, evaluation_periods=1)
    alarm.add_alarm_action(actions.SnsAction(topic))
    cloudwatch.Alarm(
        stack,
        "Idle",
        metric=cloudwatch.Metric(namespace="AWS/EC2", metric_name="CPUUtilization"),
        threshold=1,
        evaluation_periods=1,
    )
    config.ManagedRule(stack, "Keys", identifier=config.ManagedRuleIdentifiers.ACCESS_KEYS_ROTATED)
    config.CloudFormationStackDriftDetectionCheck(stack, "Drift", own_stack_only=True)
    chatbot.SlackChannelConfiguration(
        stack,
        "Chat",
        slack_channel_configuration_name="alarms",
        slack_workspace_id="T0000000000",
        slack_channel_id="C0000000000",
        notification_topics=[topic],
    )
    vpc = ec2.Vpc(stack, "Vpc", max_azs=1)
    ec2.BastionHostLinux(stack, "Bastion", vpc=vpc)
    runner = iam.Role(
        stack,
        "Automation",
        assumed_by=iam.ServicePrincipal(
            "ssm.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": stack.account}}
        ),
        managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name("service-role/AmazonSSMAutomationRole")],
    )
    ssm.CfnAssociation(
        stack, "Agent", name="AWS-UpdateSSMAgent", parameters={"AutomationAssumeRole": [runner.role_arn]}
    )
