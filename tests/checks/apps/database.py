"""Databases that rotate their passwords, with a proxy, clients that sign in with IAM, and imports from buckets."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticache as elasticache
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_opensearchservice as opensearch
from aws_cdk import aws_rds as rds
from aws_cdk import aws_redshift as redshift
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager


def define(app: cdk.App) -> None:
    """Define the stack."""
    stack = cdk.Stack(app, "Database")
    vpc = ec2.Vpc(stack, "Vpc", max_azs=2)
    bucket = s3.Bucket(stack, "Exchange")
    cluster = rds.DatabaseCluster(
        stack,
        "Cluster",
        engine=rds.DatabaseClusterEngine.aurora_mysql(version=rds.AuroraMysqlEngineVersion.VER_3_08_0),
        vpc=vpc,
        writer=rds.ClusterInstance.serverless_v2("Writer"),
        credentials=rds.Credentials.from_generated_secret("orders"),
        s3_import_buckets=[bucket],
        s3_export_buckets=[bucket],
        monitoring_interval=cdk.Duration.seconds(60),
        iam_authentication=True,
        storage_encryption_key=kms.Key(stack, "Key"),
        cloudwatch_logs_exports=["error"],
        enable_data_api=True,
    )
    cluster.add_rotation_single_user()
    client = iam.Role(stack, "Client", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    cluster.grant_connect(client, "reader")
    cluster.grant_data_api_access(client)
    assert cluster.secret
    proxy = cluster.add_proxy("Proxy", secrets=[cluster.secret], vpc=vpc, iam_auth=True)
    proxy.grant_connect(client, "orders")
    instance = rds.DatabaseInstance(
        stack,
        "Instance",
        engine=rds.DatabaseInstanceEngine.POSTGRES,
        vpc=vpc,
        monitoring_interval=cdk.Duration.seconds(30),
        enable_performance_insights=True,
    )
    instance.grant_connect(client, "reader")
    secretsmanager.SecretRotation(
        stack,
        "Rotation",
        application=secretsmanager.SecretRotationApplication.MARIADB_ROTATION_SINGLE_USER,
        secret=secretsmanager.Secret(stack, "Maria"),
        target=instance,
        vpc=vpc,
    )
    hosted = secretsmanager.Secret(stack, "Hosted")
    hosted.add_rotation_schedule("Schedule", hosted_rotation=secretsmanager.HostedRotation.mysql_single_user())
    loader = iam.Role(stack, "Loader", assumed_by=iam.ServicePrincipal("redshift.amazonaws.com"))
    bucket.grant_read(loader)
    redshift.CfnCluster(
        stack,
        "Warehouse",
        cluster_type="single-node",
        db_name="sales",
        master_username="owner",
        node_type="ra3.large",
        manage_master_password=True,
        iam_roles=[loader.role_arn],
    )
    domain = opensearch.Domain(
        stack,
        "Search",
        version=opensearch.EngineVersion.OPENSEARCH_2_19,
        node_to_node_encryption=True,
        encryption_at_rest=opensearch.EncryptionAtRestOptions(enabled=True),
        enforce_https=True,
        fine_grained_access_control=opensearch.AdvancedSecurityOptions(master_user_name="admin"),
        use_unsigned_basic_auth=True,
        logging=opensearch.LoggingOptions(app_log_enabled=True),
    )
    domain.grant_index_read_write("orders", client)
    elasticache.CfnUser(
        stack, "Cached", engine="redis", user_id="shop", user_name="shop", authentication_mode={"Type": "iam"}
    )
