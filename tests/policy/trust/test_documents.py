"""Each builder's document beside the one in AWS's documentation: AWS's own but for Sids and names."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from iam_stacks.policy import TrustPolicy

GITHUB = "https://token.actions.githubusercontent.com"
EKS = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
CIRCLECI_ORG = "12345678-abcd-abcd-abcd-123456789012"
CIRCLECI = f"oidc.circleci.com/org/{CIRCLECI_ORG}"
PROJECT = "76543210-ba98-fedc-3210-edcba0987654"
BITBUCKET = "api.bitbucket.org/2.0/workspaces/my-workspace/pipelines-config/identity/oidc"
WORKSPACE, REPOSITORY = "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"
POOL = "us-east-2:12345678-abcd-abcd-abcd-123456789012"
ANCHOR = "arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/TA_ID"
TAG_KEYS = {"aws:TagKeys": ["Project", "CostCenter", "Department"]}
ORG_OU = "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/"

OIDC_PAGE = "IAM User Guide, Create a role for OpenID Connect federation (console)"
GLOBAL_KEYS = "IAM User Guide, AWS global condition context keys"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A document of AWS.

    Attributes:
        source: the guide and its page.
        trust: what renders it.
        statements: AWS's own.
        render: where it is deployed to.
        ours: conditions that stand in ours alone, or by another operator, and why.
    """

    source: str
    trust: TrustPolicy
    statements: list[Any]
    render: dict[str, str] = field(default_factory=dict)
    ours: str = ""


def allow(kind: str, name: str, action: Any = "sts:AssumeRole", **conditions: Any) -> dict[str, Any]:
    condition = {operator.replace("_", ":"): keys for operator, keys in conditions.items()}
    made = {"Effect": "Allow", "Principal": {kind: name}, "Action": action}
    return made | ({"Condition": condition} if condition else {})


def web(provider: str, account: str = "123456789012", **conditions: Any) -> dict[str, Any]:
    arn = f"arn:aws:iam::{account}:oidc-provider/{provider}"
    return allow("Federated", arn, "sts:AssumeRoleWithWebIdentity", **conditions)


def here(region: str = "us-west-2", account: str = "111122223333") -> dict[str, str]:
    return {"account": account, "partition": "aws", "region": region}


CASES = {
    "service: Lambda, without conditions": Case(
        source="Lambda Developer Guide, Defining Lambda function permissions with an execution role",
        trust=TrustPolicy.service("lambda.amazonaws.com"),
        statements=[allow("Service", "lambda.amazonaws.com")],
    ),
    "service: CodeBuild for one account": Case(
        source="CodeBuild User Guide, Allow CodeBuild to interact with other AWS services (source account alone)",
        trust=TrustPolicy.service("codebuild.amazonaws.com"),
        render=here(),
        statements=[
            allow("Service", "codebuild.amazonaws.com", StringEquals={"aws:SourceAccount": "111122223333"}),
        ],
    ),
    "service: SageMaker by source ARN alone": Case(
        source="Amazon SageMaker Developer Guide, Cross-Service Confused Deputy Prevention",
        trust=TrustPolicy.service(
            "sagemaker.amazonaws.com",
            source_arn="arn:${AWS::Partition}:sagemaker:us-west-2:123456789012:training-job/*",
        ),
        render=here(account="123456789012"),
        statements=[
            allow(
                "Service",
                "sagemaker.amazonaws.com",
                ArnLike={"aws:SourceArn": "arn:aws:sagemaker:us-west-2:123456789012:training-job/*"},
            )
        ],
    ),
    "service: CloudWatch Logs by source ARN alone": Case(
        source="CloudWatch Logs User Guide, Log group-level subscription filters",
        trust=TrustPolicy.service(
            "logs.amazonaws.com", source_arn="arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*"
        ),
        render=here(account="123456789012"),
        statements=[
            allow(
                "Service",
                "logs.amazonaws.com",
                ArnLike={"aws:SourceArn": "arn:aws:logs:us-west-2:123456789012:*"},
            )
        ],
        ours="ArnLike for StringLike: AWS global condition context keys, aws:SourceArn, recommends ARN operators",
    ),
    "service: AppStream for one fleet": Case(
        source="IAM User Guide, The confused deputy problem",
        trust=TrustPolicy.service(
            "appstream.amazonaws.com",
            source_account=False,
            source_arn="arn:aws:appstream:us-east-1:111122223333:fleet/ExampleFleetName",
        ),
        render=here(),
        statements=[
            allow(
                "Service",
                "appstream.amazonaws.com",
                ArnEquals={"aws:SourceArn": "arn:aws:appstream:us-east-1:111122223333:fleet/ExampleFleetName"},
            )
        ],
    ),
    "ec2": Case(
        source="IAM User Guide, Create a role to delegate permissions to an AWS service",
        trust=TrustPolicy.ec2(),
        statements=[allow("Service", "ec2.amazonaws.com")],
    ),
    "ecs_tasks": Case(
        source="Amazon ECS Developer Guide, Amazon ECS task IAM role",
        trust=TrustPolicy.ecs_tasks(),
        render=here(),
        statements=[
            allow(
                "Service",
                "ecs-tasks.amazonaws.com",
                ArnLike={"aws:SourceArn": "arn:aws:ecs:us-west-2:111122223333:*"},
                StringEquals={"aws:SourceAccount": "111122223333"},
            )
        ],
    ),
    "step_functions": Case(
        source="Step Functions Developer Guide, Creating an IAM role for your state machine",
        trust=TrustPolicy.step_functions(),
        render=here("us-east-1"),
        statements=[
            allow(
                "Service",
                "states.amazonaws.com",
                ArnLike={"aws:SourceArn": "arn:aws:states:us-east-1:111122223333:stateMachine:*"},
                StringEquals={"aws:SourceAccount": "111122223333"},
            )
        ],
    ),
    "event_bridge": Case(
        source="AWS Batch User Guide, EventBridge IAM role",
        trust=TrustPolicy.event_bridge(),
        statements=[allow("Service", "events.amazonaws.com")],
    ),
    "code_build": Case(
        source="CodeBuild User Guide, Allow CodeBuild to interact with other AWS services",
        trust=TrustPolicy.code_build(project="MyProject"),
        render=here("us-east-1"),
        statements=[
            allow(
                "Service",
                "codebuild.amazonaws.com",
                ArnEquals={"aws:SourceArn": "arn:aws:codebuild:us-east-1:111122223333:project/MyProject"},
                StringEquals={"aws:SourceAccount": "111122223333"},
            )
        ],
        ours="both keys, of which the page shows one each and recommends both; ArnEquals for StringEquals",
    ),
    "account: with an external id": Case(
        source="IAM User Guide, Access to AWS accounts owned by third parties",
        trust=TrustPolicy.account("999999999999", external_id="example-id"),
        render={"partition": "aws"},
        statements=[
            allow("AWS", "arn:aws:iam::999999999999:root", StringEquals={"sts:ExternalId": "example-id"}),
        ],
    ),
    "account: with MFA": Case(
        source="IAM User Guide, Create a role to give permissions to an IAM user",
        trust=TrustPolicy.account("123456789012", require_mfa=True),
        render=here(account="123456789012"),
        statements=[
            allow("AWS", "arn:aws:iam::123456789012:root", Bool={"aws:MultiFactorAuthPresent": "true"}),
        ],
    ),
    "account: with a source identity": Case(
        source="IAM User Guide, Monitor and control actions taken with assumed roles",
        trust=TrustPolicy.account("arn:aws:iam::123456789012:user/DevUser", source_identity=["DevUser"]),
        render=here(account="123456789012"),
        statements=[
            allow(
                "AWS",
                "arn:aws:iam::123456789012:user/DevUser",
                ["sts:AssumeRole", "sts:SetSourceIdentity"],
                StringEquals={"sts:SourceIdentity": "DevUser"},
            )
        ],
    ),
    "account: with session tags": Case(
        source="IAM User Guide, Pass session tags in AWS STS",
        trust=TrustPolicy.account(
            "arn:aws:iam::123456789012:user/test-session-tags",
            external_id="Example987",
            session_tags={"Project": "*", "CostCenter": "*", "Department": ["Engineering", "Marketing"]},
        ),
        statements=[
            allow(
                "AWS",
                "arn:aws:iam::123456789012:user/test-session-tags",
                StringLike={"aws:RequestTag/Project": "*", "aws:RequestTag/CostCenter": "*"},
                StringEquals={
                    "sts:ExternalId": "Example987",
                    "aws:RequestTag/Department": ["Engineering", "Marketing"],
                },
                ForAllValues_StringEquals=TAG_KEYS,
            ),
            allow(
                "AWS",
                "arn:aws:iam::123456789012:user/test-session-tags",
                "sts:TagSession",
                StringLike={"aws:RequestTag/Project": "*", "aws:RequestTag/CostCenter": "*"},
                StringEquals={"aws:RequestTag/Department": ["Engineering", "Marketing"]},
                ForAllValues_StringEquals=TAG_KEYS,
            ),
        ],
        ours="no sts:TransitiveTagKeys; aws:TagKeys, so that no other tag can be set; the department's values in both, "
        "where the page has * in the first",
    ),
    "organization": Case(
        source=f"{GLOBAL_KEYS}, aws:PrincipalOrgID",
        trust=TrustPolicy.organization("o-a1b2c3d4e5"),
        statements=[allow("AWS", "*", StringEquals={"aws:PrincipalOrgID": "o-a1b2c3d4e5"})],
        ours="Principal AWS * for *, which is the same: IAM JSON policy elements, Principal",
    ),
    "organization: a unit and those beneath it": Case(
        source=f"{GLOBAL_KEYS}, aws:PrincipalOrgPaths",
        trust=TrustPolicy.organization("o-a1b2c3d4e5", paths=[f"{ORG_OU}*"]),
        statements=[allow("AWS", "*", ForAnyValue_StringLike={"aws:PrincipalOrgPaths": f"{ORG_OU}*"})],
    ),
    "saml": Case(
        source="IAM User Guide, Create a role for SAML 2.0 federation (console)",
        trust=TrustPolicy.saml("PROVIDER-NAME"),
        render=here(),
        statements=[
            allow(
                "Federated",
                "arn:aws:iam::111122223333:saml-provider/PROVIDER-NAME",
                "sts:AssumeRoleWithSAML",
                StringEquals={"SAML:aud": "https://signin.aws.amazon.com/saml"},
            )
        ],
    ),
    "saml: in China": Case(
        source="IAM User Guide, SAML 2.0 federation",
        trust=TrustPolicy.saml("PROVIDER-NAME", regions=["cn-north-1"]),
        render=here() | {"partition": "aws-cn"},
        statements=[
            allow(
                "Federated",
                "arn:aws-cn:iam::111122223333:saml-provider/PROVIDER-NAME",
                "sts:AssumeRoleWithSAML",
                StringEquals={
                    "SAML:aud": ["https://signin.amazonaws.cn/saml", "https://cn-north-1.signin.amazonaws.cn/saml"]
                },
            )
        ],
        ours="the global page beside the Region's",
    ),
    "saml: in AWS GovCloud (US)": Case(
        source="AWS GovCloud (US) User Guide, AWS Identity and Access Management",
        trust=TrustPolicy.saml("arn:aws-us-gov:iam::111122223333:saml-provider/PROVIDER-NAME"),
        render={"partition": "aws-us-gov", "account": "111122223333"},
        statements=[
            allow(
                "Federated",
                "arn:aws-us-gov:iam::111122223333:saml-provider/PROVIDER-NAME",
                "sts:AssumeRoleWithSAML",
                StringEquals={"SAML:aud": "https://signin.amazonaws-us-gov.com/saml"},
            )
        ],
    ),
    "web_identity": Case(
        source=OIDC_PAGE,
        trust=TrustPolicy.web_identity(
            "https://server.example.com", audience="client-1", any_subject=True, reason="only we have accounts there"
        ),
        render=here(account="123456789012"),
        statements=[web("server.example.com", StringEquals={"server.example.com:aud": "client-1"})],
    ),
    "github_actions": Case(
        source=f"{OIDC_PAGE}, Configuring a role for GitHub OIDC identity provider",
        trust=TrustPolicy.github_actions(repository="GitHubOrg/GitHubRepo", branch="GitHubBranch"),
        render=here(account="012345678910"),
        statements=[
            web(
                "token.actions.githubusercontent.com",
                "012345678910",
                StringEquals={
                    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                    "token.actions.githubusercontent.com:sub": "repo:GitHubOrg/GitHubRepo:ref:refs/heads/GitHubBranch",
                },
            )
        ],
    ),
    "github_actions: a repository with immutable ids": Case(
        source="GitHub Docs, OpenID Connect reference, Immutable subject claims",
        trust=TrustPolicy.github_actions(
            repository="octo-org/octo-repo", owner_id="123456", repository_id="456789", branch="demo-branch"
        ),
        render=here(account="123456789012"),
        statements=[
            web(
                "token.actions.githubusercontent.com",
                StringEquals={
                    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                    "token.actions.githubusercontent.com:sub": (
                        "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/demo-branch"
                    ),
                },
            )
        ],
    ),
    "github_actions: an environment with a colon": Case(
        source="GitHub Docs, OpenID Connect reference",
        trust=TrustPolicy.github_actions(repository="octo-org/octo-repo", environment="Production:V1"),
        render=here(account="123456789012"),
        statements=[
            web(
                "token.actions.githubusercontent.com",
                StringEquals={
                    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                    "token.actions.githubusercontent.com:sub": ("repo:octo-org/octo-repo:environment:Production%3AV1"),
                },
            )
        ],
    ),
    "web_identity: any branch of a repository of GitHub": Case(
        source=f"{OIDC_PAGE}, Configuring a role for GitHub OIDC identity provider",
        trust=TrustPolicy.web_identity(GITHUB, audience="sts.amazonaws.com", subject="repo:GitHubOrg/GitHubRepo:*"),
        render=here(account="012345678910"),
        statements=[
            web(
                "token.actions.githubusercontent.com",
                "012345678910",
                StringEquals={"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
                StringLike={"token.actions.githubusercontent.com:sub": "repo:GitHubOrg/GitHubRepo:*"},
            )
        ],
    ),
    "gitlab": Case(
        source=OIDC_PAGE,
        trust=TrustPolicy.gitlab(project="mygroup/myproject", branch="main", namespace_id="12345"),
        render=here(account="123456789012"),
        statements=[
            web(
                "gitlab.com",
                StringEquals={
                    "gitlab.com:aud": "https://gitlab.com",
                    "gitlab.com:sub": "project_path:mygroup/myproject:ref_type:branch:ref:main",
                    "gitlab.com:namespace_id": "12345",
                },
            )
        ],
        ours="the audience, which the page leaves out",
    ),
    "hcp_terraform": Case(
        source=f"{OIDC_PAGE}; HashiCorp Developer, Dynamic credentials with the AWS provider",
        trust=TrustPolicy.hcp_terraform(organization="ORG", project="PROJECT", workspace="WORKSPACE", run_phase="plan"),
        render=here(account="123456789012"),
        statements=[
            web(
                "app.terraform.io",
                StringEquals={
                    "app.terraform.io:aud": "aws.workload.identity",
                    "app.terraform.io:sub": "organization:ORG:project:PROJECT:workspace:WORKSPACE:run_phase:plan",
                },
            )
        ],
    ),
    "hcp_terraform: both phases": Case(
        source="HashiCorp Help Center, Updating Workload Identity for Projects",
        trust=TrustPolicy.hcp_terraform(organization="my-org", project="Default Project", workspace="my-ws"),
        render=here(account="123456789012"),
        statements=[
            web(
                "app.terraform.io",
                StringEquals={"app.terraform.io:aud": "aws.workload.identity"},
                StringLike={
                    "app.terraform.io:sub": "organization:my-org:project:Default Project:workspace:my-ws:run_phase:*"
                },
            )
        ],
    ),
    "bitbucket": Case(
        source="AWS Security Agent User Guide, the tutorial on Bitbucket Pipelines deployments",
        trust=TrustPolicy.bitbucket(workspace="my-workspace", workspace_uuid=WORKSPACE, repository_uuid=REPOSITORY),
        render=here(),
        statements=[
            web(
                BITBUCKET,
                "111122223333",
                StringEquals={f"{BITBUCKET}:aud": f"ari:cloud:bitbucket::workspace/{WORKSPACE}"},
                StringLike={f"{BITBUCKET}:sub": f"{{{REPOSITORY}}}:*"},
            )
        ],
    ),
    "circleci": Case(
        source=f"{OIDC_PAGE}; CircleCI Docs, Using OpenID Connect tokens in jobs",
        trust=TrustPolicy.circleci(organization_id=CIRCLECI_ORG, project_id=PROJECT, audience="sts.amazonaws.com"),
        render=here(account="123456789012"),
        statements=[
            web(
                CIRCLECI,
                StringEquals={
                    f"{CIRCLECI}:aud": "sts.amazonaws.com",
                    f"{CIRCLECI}:oidc.circleci.com/project-id": PROJECT,
                },
                StringLike={f"{CIRCLECI}:sub": f"org/{CIRCLECI_ORG}/project/{PROJECT}/user/*"},
            )
        ],
        ours="the subject, which names the project again",
    ),
    "eks_service_account": Case(
        source="Amazon EKS User Guide, Assign IAM roles to Kubernetes service accounts",
        trust=TrustPolicy.eks_service_account(
            issuer=f"https://{EKS}", namespace="default", service_account="my-service-account"
        ),
        render=here(),
        statements=[
            web(
                EKS,
                "111122223333",
                StringEquals={
                    f"{EKS}:sub": "system:serviceaccount:default:my-service-account",
                    f"{EKS}:aud": "sts.amazonaws.com",
                },
            )
        ],
    ),
    "eks_service_account: all of a namespace": Case(
        source="Amazon EKS User Guide, Assign IAM roles to Kubernetes service accounts",
        trust=TrustPolicy.eks_service_account(issuer=f"https://{EKS}", namespace="default", service_account="*"),
        render=here(),
        statements=[
            web(
                EKS,
                "111122223333",
                StringEquals={f"{EKS}:aud": "sts.amazonaws.com"},
                StringLike={f"{EKS}:sub": "system:serviceaccount:default:*"},
            )
        ],
        ours="the audience stays exact",
    ),
    "pod_identity": Case(
        source="Amazon EKS User Guide, Create IAM role with trust policy required by EKS Pod Identity",
        trust=TrustPolicy.pod_identity(),
        statements=[allow("Service", "pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"])],
    ),
    "pod_identity: one service account": Case(
        source="Amazon EKS User Guide, Create IAM role with trust policy required by EKS Pod Identity",
        trust=TrustPolicy.pod_identity(namespace="namespace", service_account="service-account"),
        statements=[
            allow(
                "Service",
                "pods.eks.amazonaws.com",
                ["sts:AssumeRole", "sts:TagSession"],
                StringEquals={
                    "aws:RequestTag/kubernetes-namespace": "namespace",
                    "aws:RequestTag/kubernetes-service-account": "service-account",
                },
            )
        ],
    ),
    "cognito": Case(
        source="Amazon Cognito Developer Guide, IAM roles",
        trust=TrustPolicy.cognito(POOL),
        statements=[
            allow(
                "Federated",
                "cognito-identity.amazonaws.com",
                "sts:AssumeRoleWithWebIdentity",
                StringEquals={"cognito-identity.amazonaws.com:aud": POOL},
                ForAnyValue_StringLike={"cognito-identity.amazonaws.com:amr": "authenticated"},
            )
        ],
    ),
    "cognito: who has not signed in": Case(
        source=OIDC_PAGE,
        trust=TrustPolicy.cognito(POOL, authenticated=False),
        statements=[
            allow(
                "Federated",
                "cognito-identity.amazonaws.com",
                "sts:AssumeRoleWithWebIdentity",
                StringEquals={"cognito-identity.amazonaws.com:aud": POOL},
                ForAnyValue_StringLike={"cognito-identity.amazonaws.com:amr": "unauthenticated"},
            )
        ],
    ),
    "google": Case(
        source=OIDC_PAGE,
        trust=TrustPolicy.google(client_id="666777888999000", any_subject=True, reason="the application is our own"),
        statements=[
            allow(
                "Federated",
                "accounts.google.com",
                "sts:AssumeRoleWithWebIdentity",
                StringEquals={"accounts.google.com:aud": "666777888999000"},
            )
        ],
    ),
    "google: a service account, by the keys for azp": Case(
        source="IAM User Guide, IAM and AWS STS condition context keys",
        trust=TrustPolicy.google(client_id="azp-value", audience="aud-value", subject="123"),
        statements=[
            allow(
                "Federated",
                "accounts.google.com",
                "sts:AssumeRoleWithWebIdentity",
                StringEquals={
                    "accounts.google.com:aud": "azp-value",
                    "accounts.google.com:oaud": "aud-value",
                    "accounts.google.com:sub": "123",
                },
            )
        ],
    ),
    "roles_anywhere": Case(
        source="IAM Roles Anywhere User Guide, The IAM Roles Anywhere trust model",
        trust=TrustPolicy.roles_anywhere(trust_anchor_arn=ANCHOR, subject={"CN": "Alice"}),
        render=here(account="123456789012"),
        statements=[
            allow(
                "Service",
                "rolesanywhere.amazonaws.com",
                ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
                StringEquals={"aws:PrincipalTag/x509Subject/CN": "Alice"},
                ArnEquals={"aws:SourceArn": ANCHOR},
            )
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_builder_renders_the_document_of_its_guide(name: str) -> None:
    case = CASES[name]
    assert case.trust.render(**case.render) == {"Version": "2012-10-17", "Statement": case.statements}


@pytest.mark.parametrize("name", CASES)
def test_a_document_names_the_guide_and_the_page_that_it_is_from(name: str) -> None:
    guide, _, page = CASES[name].source.partition(", ")
    assert guide.endswith(("Guide", "Docs", "Help Center"))
    assert page


def test_every_builder_has_a_document() -> None:
    assert set(builders()) == {name.partition(":")[0] for name in CASES}


def builders() -> list[str]:
    kinds = (vars(each) for each in TrustPolicy.__mro__)
    return [name for members in kinds for name, member in members.items() if isinstance(member, classmethod)]
