"""Buckets that are copied to another account and Region, keys that other accounts use, and who may read logs."""

import aws_cdk as cdk
from aws_cdk import aws_cloudtrail as cloudtrail
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_logs_destinations as destinations
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns

COPY = "arn:aws:s3:::example-copied"


def define(app: cdk.App) -> None:
    """Define two stacks, in two accounts and Regions."""
    here = cdk.Stack(app, "Origin", env=cdk.Environment(account="111122223333", region="eu-central-1"))
    there = cdk.Stack(app, "Copy", env=cdk.Environment(account="444455556666", region="eu-west-1"))
    copied = s3.Bucket(
        there,
        "Copied",
        bucket_name="example-copied",
        versioned=True,
        encryption_key=kms.Key(there, "CopyKey", alias="copy"),
    )
    copied.add_replication_policy("arn:aws:iam::111122223333:role/Replication", True, "111122223333")
    key = kms.Key(here, "Key", alias="origin")
    origin = s3.Bucket(
        here,
        "Bucket",
        versioned=True,
        encryption_key=key,
        replication_rules=[
            s3.ReplicationRule(
                destination=s3.Bucket.from_bucket_arn(here, "Target", COPY), delete_marker_replication=True
            )
        ],
        inventories=[
            s3.Inventory(destination=s3.InventoryDestination(bucket=s3.Bucket(here, "Inventories"), prefix="all"))
        ],
    )
    key.grant_encrypt_decrypt(iam.AccountPrincipal("444455556666"))
    key.grant_admin(iam.Role.from_role_name(here, "Admin", "KeyAdministrator"))
    key.grant_decrypt(iam.OrganizationPrincipal("o-a1b2c3d4e5"))
    origin.grant_read(iam.AccountPrincipal("444455556666"))
    origin.grant_read(iam.OrganizationPrincipal("o-a1b2c3d4e5"))
    origin.grant_put(iam.ArnPrincipal("arn:aws:iam::444455556666:role/Writer"))
    s3.CfnAccessPoint(here, "Point", bucket=origin.bucket_name, name="finance")
    origin.add_to_resource_policy(
        iam.PolicyStatement(
            actions=["s3:GetObject"],
            principals=[iam.AnyPrincipal()],
            resources=[origin.arn_for_objects("*")],
            conditions={"StringEquals": {"s3:DataAccessPointAccount": here.account}},
        )
    )
    trail = cloudtrail.Trail(
        here, "Trail", send_to_cloud_watch_logs=True, encryption_key=key, sns_topic=sns.Topic(here, "Told")
    )
    trail.log_all_s3_data_events()
    stream = kinesis.Stream(here, "Stream")
    logs.SubscriptionFilter(
        here,
        "Filter",
        log_group=logs.LogGroup(here, "Log", encryption_key=key),
        destination=destinations.KinesisDestination(stream),
        filter_pattern=logs.FilterPattern.all_events(),
    )
    logs.ResourcePolicy(
        here,
        "Writers",
        policy_statements=[
            iam.PolicyStatement(
                actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                principals=[iam.ServicePrincipal("es.amazonaws.com")],
                resources=[
                    here.format_arn(
                        service="logs", resource="log-group:/search/*", arn_format=cdk.ArnFormat.NO_RESOURCE_NAME
                    )
                ],
            )
        ],
    )
