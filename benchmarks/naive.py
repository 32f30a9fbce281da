"""The groups, users and roles of `iam.yaml` as an app of plain CDK that checks nothing: what `synth` compares with."""

import json
import sys
from pathlib import Path

from iam_stacks.toolchain import use_packaged_node

use_packaged_node()

import aws_cdk as cdk  # noqa: E402 - after Node is chosen
from aws_cdk import aws_iam as iam  # noqa: E402

_CONTEXT = json.loads(Path(__file__).parent.parent.joinpath("cdk.json").read_text(encoding="utf-8"))["context"]
_LAMBDA = iam.ServicePrincipal("lambda.amazonaws.com")
_AWS = iam.ManagedPolicy.from_aws_managed_policy_name


def define(app: cdk.App) -> None:
    """Define the stacks."""
    _roles(app, _identity(app))


def _identity(app: cdk.App) -> iam.ManagedPolicy:
    stack = cdk.Stack(app, "Identity")
    statement = iam.PolicyStatement(actions=["s3:GetObject"], resources=["arn:aws:s3:::example-data/*"])
    read = iam.ManagedPolicy(stack, "ReadData", managed_policy_name="ReadData", statements=[statement])
    developers = iam.Group(stack, "Developers", managed_policies=[_AWS("AmazonS3FullAccess")])
    readers = iam.Group(stack, "DataReaders", managed_policies=[read])
    for name, groups in (("JohnDoe", [developers]), ("JaneRoe", [readers]), ("RichardRoe", [developers, readers])):
        iam.User(stack, name, user_name=name, groups=groups)
    return read


def _roles(app: cdk.App, read: iam.ManagedPolicy) -> None:
    stack = cdk.Stack(app, "Roles")
    provider = iam.OidcProviderNative(
        stack, "GitHub", url="https://token.actions.githubusercontent.com", client_ids=["sts.amazonaws.com"]
    )
    workflow = {"token.actions.githubusercontent.com:sub": "repo:example-org/example-repo:ref:refs/heads/main"}
    basic = [_AWS("service-role/AWSLambdaBasicExecutionRole")]
    iam.Role(stack, "LambdaExecutionRole", assumed_by=_LAMBDA, managed_policies=basic)
    iam.Role(stack, "ReportWriter", assumed_by=_LAMBDA)
    iam.Role(stack, "PartnerAudit", assumed_by=iam.AccountPrincipal("999999999999"), managed_policies=[read])
    trusted = iam.OpenIdConnectPrincipal(provider, conditions={"StringEquals": workflow})
    iam.Role(stack, "GitHubReader", assumed_by=trusted, managed_policies=[read])


if __name__ == "__main__":
    app = cdk.App(context=_CONTEXT, outdir=sys.argv[1])
    define(app)
    app.synth()
