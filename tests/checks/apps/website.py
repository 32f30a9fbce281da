"""A site behind CloudFront, in both ways to reach its bucket, with files that come with the stack."""

import aws_cdk as cdk
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from aws_cdk import aws_wafv2 as waf


def define(app: cdk.App) -> None:
    """Define the stack; functions at the edge need us-east-1."""
    stack = cdk.Stack(app, "Website", env=cdk.Environment(account="111122223333", region="us-east-1"))
    logs = s3.Bucket(stack, "Logs", object_ownership=s3.ObjectOwnership.OBJECT_WRITER)
    bucket = s3.Bucket(
        stack,
        "Files",
        encryption_key=kms.Key(stack, "Key"),
        enforce_ssl=True,
        minimum_tls_version=1.2,
        server_access_logs_bucket=s3.Bucket(stack, "AccessLogs"),
        removal_policy=cdk.RemovalPolicy.DESTROY,
        auto_delete_objects=True,
    )
    edge = cloudfront.experimental.EdgeFunction(
        stack,
        "Edge",
        runtime=lambda_.Runtime.NODEJS_22_X,
        handler="index.handler",
        code=lambda_.Code.from_inline("exports.handler = async (event) => event"),
    )
    distribution = cloudfront.Distribution(
        stack,
        "Distribution",
        default_behavior=cloudfront.BehaviorOptions(
            origin=origins.S3BucketOrigin.with_origin_access_control(bucket),
            edge_lambdas=[
                cloudfront.EdgeLambda(
                    event_type=cloudfront.LambdaEdgeEventType.VIEWER_REQUEST, function_version=edge.current_version
                )
            ],
        ),
        log_bucket=logs,
    )
    old = s3.Bucket(stack, "Old")
    cloudfront.Distribution(
        stack,
        "OldDistribution",
        default_behavior=cloudfront.BehaviorOptions(origin=origins.S3BucketOrigin.with_origin_access_identity(old)),
    )
    s3.Bucket(stack, "Public", public_read_access=True, block_public_access=s3.BlockPublicAccess.BLOCK_ACLS_ONLY)
    deployment.BucketDeployment(
        stack,
        "Deployment",
        sources=[deployment.Source.data("index.html", "<p>hello")],
        destination_bucket=bucket,
        distribution=distribution,
    )
    route53.CrossAccountZoneDelegationRecord(
        stack,
        "Delegation",
        delegated_zone=route53.PublicHostedZone(stack, "Zone", zone_name="shop.example.com"),
        parent_hosted_zone_name="example.com",
        delegation_role=cdk.aws_iam.Role.from_role_arn(stack, "Dns", "arn:aws:iam::444455556666:role/Dns"),
    )
    waf.CfnWebACL(
        stack,
        "Firewall",
        default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
        scope="CLOUDFRONT",
        visibility_config=waf.CfnWebACL.VisibilityConfigProperty(
            cloud_watch_metrics_enabled=True, metric_name="site", sampled_requests_enabled=True
        ),
    )
