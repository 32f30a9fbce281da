"""Backups by plan, in vaults that nobody empties."""

import aws_cdk as cdk
from aws_cdk import aws_backup as backup
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns


def define(app: cdk.App) -> None:
    """Define the stack."""
    stack = cdk.Stack(app, "Backups")
    vault = backup.BackupVault(
        stack,
        "Vault",
        encryption_key=kms.Key(stack, "Key"),
        block_recovery_point_deletion=True,
        notification_topic=sns.Topic(stack, "Told"),
    )
    vault.grant(iam.AccountPrincipal("444455556666"), "backup:CopyIntoBackupVault")
    vault.add_to_access_policy(
        iam.PolicyStatement(
            effect=iam.Effect.DENY,
            principals=[iam.AnyPrincipal()],
            actions=["backup:UpdateRecoveryPointLifecycle"],
            resources=["*"],
            conditions={"StringNotEquals": {"aws:PrincipalAccount": stack.account}},
        )
    )
    plan = backup.BackupPlan.daily35_day_retention(stack, "Plan", vault)
    plan.add_rule(backup.BackupPlanRule.weekly(vault))
    table = dynamodb.Table(
        stack, "Table", partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING)
    )
    plan.add_selection(
        "Selection",
        allow_restores=True,
        resources=[backup.BackupResource.from_dynamo_db_table(table), backup.BackupResource.from_tag("backup", "yes")],
    )
