"""A lake: streams into buckets, a catalogue, crawlers, queries, and who may see what."""

import aws_cdk as cdk
from aws_cdk import aws_athena as athena
from aws_cdk import aws_glue as glue
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_kinesisfirehose as firehose
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lakeformation as lakeformation
from aws_cdk import aws_s3 as s3


def define(app: cdk.App) -> None:
    """Define the stack."""
    stack = cdk.Stack(app, "Lake")
    key = kms.Key(stack, "Key")
    raw = s3.Bucket(stack, "Raw", encryption_key=key, enforce_ssl=True)
    clean = s3.Bucket(stack, "Clean", encryption_key=key, enforce_ssl=True)
    results = s3.Bucket(stack, "Results", encryption=s3.BucketEncryption.S3_MANAGED)
    stream = kinesis.Stream(stack, "Clicks")
    firehose.DeliveryStream(
        stack,
        "Delivery",
        source=firehose.KinesisStreamSource(stream),
        destination=firehose.S3Bucket(raw, compression=firehose.Compression.GZIP),
    )
    aws = iam.ManagedPolicy.from_aws_managed_policy_name
    worker = iam.Role(
        stack,
        "Worker",
        assumed_by=iam.ServicePrincipal("glue.amazonaws.com"),
        managed_policies=[aws("service-role/AWSGlueServiceRole")],
    )
    raw.grant_read(worker)
    clean.grant_read_write(worker)
    database = glue.CfnDatabase(
        stack,
        "Database",
        catalog_id=stack.account,
        database_input=glue.CfnDatabase.DatabaseInputProperty(name="clicks"),
    )
    glue.CfnCrawler(
        stack,
        "Crawler",
        role=worker.role_arn,
        database_name=database.ref,
        targets=glue.CfnCrawler.TargetsProperty(
            s3_targets=[glue.CfnCrawler.S3TargetProperty(path=clean.s3_url_for_object())]
        ),
    )
    athena.CfnWorkGroup(
        stack,
        "Analysts",
        name="analysts",
        work_group_configuration=athena.CfnWorkGroup.WorkGroupConfigurationProperty(
            result_configuration=athena.CfnWorkGroup.ResultConfigurationProperty(
                output_location=results.s3_url_for_object()
            )
        ),
    )
    analyst = iam.Role(
        stack,
        "Analyst",
        assumed_by=iam.AccountRootPrincipal().with_conditions({"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
    )
    analyst.add_to_policy(
        iam.PolicyStatement(
            actions=["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults"],
            resources=[stack.format_arn(service="athena", resource="workgroup", resource_name="analysts")],
        )
    )
    analyst.add_to_policy(iam.PolicyStatement(actions=["lakeformation:GetDataAccess"], resources=["*"]))
    analyst.add_to_policy(
        iam.PolicyStatement(
            actions=["glue:GetTable", "glue:GetTables", "glue:GetDatabase", "glue:GetPartitions"],
            resources=[
                stack.format_arn(service="glue", resource="catalog"),
                stack.format_arn(service="glue", resource="database", resource_name="clicks"),
                stack.format_arn(service="glue", resource="table", resource_name="clicks/*"),
            ],
        )
    )
    results.grant_read_write(analyst)
    lakeformation.CfnResource(stack, "Location", resource_arn=clean.bucket_arn, use_service_linked_role=True)
    lakeformation.CfnPrincipalPermissions(
        stack,
        "Select",
        principal=lakeformation.CfnPrincipalPermissions.DataLakePrincipalProperty(
            data_lake_principal_identifier=analyst.role_arn
        ),
        permissions=["DESCRIBE"],
        permissions_with_grant_option=[],
        resource=lakeformation.CfnPrincipalPermissions.ResourceProperty(
            database=lakeformation.CfnPrincipalPermissions.DatabaseResourceProperty(
                catalog_id=stack.account, name="clicks"
            )
        ),
    )
