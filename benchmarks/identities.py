"""An app of plain CDK with 400 identities in four stacks, with or without our checks: what `synth` measures."""

import sys

from iam_stacks.toolchain import use_packaged_node

use_packaged_node()

import aws_cdk as cdk  # noqa: E402 - after Node is chosen
from aws_cdk import aws_iam as iam  # noqa: E402

STACKS, GROUPS, USERS, ROLES = 4, 10, 30, 60
_AWS = iam.ManagedPolicy.from_aws_managed_policy_name


def _define(stack: cdk.Stack) -> None:
    groups = [iam.Group(stack, f"Group{number}") for number in range(GROUPS)]
    for number, group in enumerate(groups):
        group.add_managed_policy(_AWS("AmazonSQSReadOnlyAccess"))
        group.add_to_policy(_statement(f"team-{number}"))
    for number in range(USERS):
        iam.User(stack, f"User{number}", groups=[groups[number % GROUPS]])
    for number in range(ROLES):
        role = iam.Role(stack, f"Role{number}", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        role.add_to_policy(_statement(f"service-{number}"))
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                resources=[stack.format_arn(service="logs", resource=f"log-group:/{number}:*")],
            )
        )


def _statement(name: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        actions=["s3:GetObject", "s3:PutObject"],
        resources=[f"arn:aws:s3:::example-{name}/*"],
        conditions={"Bool": {"aws:SecureTransport": "true"}},
    )


def main(folder: str, *checks: str) -> None:
    """Synthesize to a folder, with IamChecks if anything more is said."""
    app = cdk.App(outdir=folder)
    for number in range(STACKS):
        _define(cdk.Stack(app, f"Stack{number}"))
    if checks:
        from iam_stacks import IamChecks

        cdk.Validations.of(app).add_plugins(IamChecks())
    app.synth()


if __name__ == "__main__":
    main(*sys.argv[1:])
