"""What the builders refuse: each sentence is a rule, and stands beside the message that enforces it."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from iam_stacks.policy import PolicyError, TrustPolicy
from iam_stacks.policy.trust.issuers import SHARED
from tests.policy.trust.test_documents import (
    ANCHOR,
    CIRCLECI_ORG,
    EKS,
    GITHUB,
    POOL,
    PROJECT,
    REPOSITORY,
    WORKSPACE,
    builders,
)

ORG = "o-a1b2c3d4e5"
SENTINEL = "https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d"
PULUMI = "https://api.pulumi.com/oidc"
PRIVATE = "https://server.example.com"
DOMAIN = "arn:aws:ecs:us-west-2:111122223333:*"


def github(**given: Any) -> TrustPolicy:
    return TrustPolicy.github_actions(**{"repository": "octo-org/octo-repo", **given})


def web(subject: str | Sequence[str] | None = None, issuer: str = GITHUB, **given: Any) -> TrustPolicy:
    return TrustPolicy.web_identity(issuer, **{"audience": "a", "subject": subject, **given})


def anywhere(**given: Any) -> TrustPolicy:
    return TrustPolicy.roles_anywhere(**{"trust_anchor_arn": ANCHOR, **given})


def terraform(**given: str) -> TrustPolicy:
    return TrustPolicy.hcp_terraform(**{"organization": "acme", "project": "p", **given})


REFUSALS: dict[str, dict[str, tuple[Callable[[], TrustPolicy], str]]] = {
    "service": {
        "a source ARN without an account needs the account beside it": (
            lambda: TrustPolicy.service("sagemaker.amazonaws.com", source_arn="arn:aws:sagemaker:*:*:training-job/*"),
            "source_arn 'arn:aws:sagemaker:*:*:training-job/*' names no account, so anybody's would do; name it there",
        ),
        "a bucket's ARN needs the account beside it": (
            lambda: TrustPolicy.service("logs.amazonaws.com", source_arn="arn:aws:s3:::bucket"),
            "names no account, so anybody's would do",
        ),
        "a source ARN must not be left open where the account is left out": (
            lambda: TrustPolicy.service("states.amazonaws.com", source_account=False, source_arn="arn:*:states:*:*:*"),
            "names no account, so anybody's would do",
        ),
        "source ARN and source account must name one account": (
            lambda: TrustPolicy.service(
                "states.amazonaws.com",
                source_account="111122223333",
                source_arn="arn:aws:states:eu-west-1:999999999999:stateMachine:x",
            ),
            "is of another account than source_account; give the same in both",
        ),
        "a list of source ARNs must not be empty": (
            lambda: TrustPolicy.service("states.amazonaws.com", source_arn=[]),
            "source_arn is empty; give one value at least",
        ),
        "EKS Pod Identity has a builder of its own": (
            lambda: TrustPolicy.service("pods.eks.amazonaws.com"),
            "pods.eks.amazonaws.com needs more than sts:AssumeRole; give TrustPolicy.pod_identity",
        ),
        "IAM Roles Anywhere has a builder of its own": (
            lambda: TrustPolicy.service("rolesanywhere.amazonaws.com"),
            "rolesanywhere.amazonaws.com needs more than sts:AssumeRole; give TrustPolicy.roles_anywhere",
        ),
        "a foreign account that a service acts for needs a reason": (
            lambda: TrustPolicy.service("states.amazonaws.com", trusted=True),
            "trusted needs a reason",
        ),
        "a service principal must be a name of AWS": (
            lambda: TrustPolicy.service("lambda"),
            "service 'lambda' is not allowed; give 1 to 128 characters: a service principal such as "
            "lambda.amazonaws.com",
        ),
        "a service principal must not be a pattern": (
            lambda: TrustPolicy.service("*.amazonaws.com"),
            "service '*.amazonaws.com' is not allowed",
        ),
        "a source account that the guide does not show needs unverified": (
            lambda: TrustPolicy.service("lambda.amazonaws.com", source_account=True),
            "lambda.amazonaws.com is not shown to send aws:SourceAccount when it assumes a role, and a condition on a "
            "key that is not sent locks it out; leave the condition out, or give unverified",
        ),
        "a source ARN that the guide does not show needs unverified": (
            lambda: TrustPolicy.service("ec2.amazonaws.com", source_arn=DOMAIN),
            "ec2.amazonaws.com is not shown to send aws:SourceArn",
        ),
        "a source organization that the guide does not show needs unverified": (
            lambda: TrustPolicy.service("lambda.amazonaws.com", source_org_id=ORG),
            "lambda.amazonaws.com is not shown to send aws:SourceOrgID",
        ),
        "a source account has twelve digits": (
            lambda: TrustPolicy.service("states.amazonaws.com", source_account="1"),
            "source_account '1' is not allowed",
        ),
        "a source account must not be empty": (
            lambda: TrustPolicy.service("states.amazonaws.com", source_account=""),
            "source_account '' is not allowed",
        ),
        "a source ARN is an ARN": (
            lambda: TrustPolicy.service("states.amazonaws.com", source_arn="*"),
            "source_arn '*' is not allowed",
        ),
        "a source organization has an id": (
            lambda: TrustPolicy.service("states.amazonaws.com", source_org_id="acme"),
            "source_org_id 'acme' is not allowed",
        ),
    },
    "step_functions": {
        "a state machine has a name": (
            lambda: TrustPolicy.step_functions(state_machine=""),
            "state_machine '' is not allowed",
        ),
        "a state machine is named without its ARN": (
            lambda: TrustPolicy.step_functions(state_machine="stateMachine:Nightly"),
            "state_machine 'stateMachine:Nightly' is not allowed; give 1 to 255 characters: letters, digits and _-,",
        ),
    },
    "code_build": {
        "a project has a name": (lambda: TrustPolicy.code_build(project=""), "project '' is not allowed"),
        "a project is named without its ARN": (
            lambda: TrustPolicy.code_build(project="project/Site"),
            "project 'project/Site' is not allowed",
        ),
    },
    "account": {
        "an account is text": (
            lambda: TrustPolicy.account(999999999999),
            "account 999999999999 is not allowed; give 1 to 2,048 characters: an account of 12 digits",
        ),
        "accounts are given one by one": (
            lambda: TrustPolicy.account(["999999999999"]),
            "account ['999999999999'] is not allowed; give",
        ),
        "an account is needed": (lambda: TrustPolicy.account(), "account needs one account or principal at least"),
        "an account has twelve digits": (
            lambda: TrustPolicy.account("12345"),
            "account '12345' is not allowed; give",
        ),
        "an account must not be a pattern": (lambda: TrustPolicy.account("*"), "account '*' is not allowed"),
        "an account must not have a variable": (
            lambda: TrustPolicy.account("${junk}*"),
            "account '${junk}*' is not allowed",
        ),
        "digits of an account are those of ASCII": (
            lambda: TrustPolicy.account("\uff1111122223333"),
            "is not allowed",
        ),
        "an ARN must not be a pattern": (
            lambda: TrustPolicy.account("arn:aws:iam::111122223333:role/*"),
            "account 'arn:aws:iam::111122223333:role/*' is not allowed",
        ),
        "an ARN must be of a principal": (
            lambda: TrustPolicy.account("arn:aws:iam::111122223333:group/Admins"),
            "give 1 to 2,048 characters: an account of 12 digits, or the ARN of a user, role or session, without",
        ),
        "digits of an ARN are those of ASCII": (
            lambda: TrustPolicy.account("arn:aws:iam::\uff1111122223333:root"),
            "is not allowed",
        ),
        "an external id has two characters or more": (
            lambda: TrustPolicy.account("999999999999", external_id="x"),
            "external_id 'x' is not allowed; give 2 to 1,224 characters",
        ),
        "an external id must not be empty": (
            lambda: TrustPolicy.account("999999999999", external_id=""),
            "external_id '' is not allowed",
        ),
        "an external id has no spaces": (
            lambda: TrustPolicy.account("999999999999", external_id="x y"),
            "external_id 'x y' is not allowed",
        ),
        "the age of MFA is a minute at least": (
            lambda: TrustPolicy.account("999999999999", mfa_max_age=59),
            "mfa_max_age 59 is not allowed; give 60 to 129,600 seconds",
        ),
        "the age of MFA is 36 hours at most": (
            lambda: TrustPolicy.account("999999999999", mfa_max_age=129601),
            "mfa_max_age 129601 is not allowed",
        ),
        "source identities are a list": (
            lambda: TrustPolicy.account("999999999999", source_identity="DevUser"),
            "source_identity 'DevUser' is not allowed; give a list",
        ),
        "a source identity has no spaces": (
            lambda: TrustPolicy.account("999999999999", source_identity=["Dev User"]),
            "source_identity 'Dev User' is not allowed",
        ),
        "a session tag must not be one of AWS": (
            lambda: TrustPolicy.account("999999999999", session_tags={"aws:x": "*"}),
            "session_tags 'aws:x' is not allowed",
        ),
        "a session tag needs a value": (
            lambda: TrustPolicy.account("999999999999", session_tags={"Project": []}),
            "aws:RequestTag/Project needs one value at least",
        ),
        "trusted needs a reason": (
            lambda: TrustPolicy.account("999999999999", trusted=True, reason=" "),
            "trusted needs a reason; say why with reason",
        ),
        "a reason needs trusted": (
            lambda: TrustPolicy.account("999999999999", reason="our sister company"),
            "a reason goes with trusted only",
        ),
    },
    "organization": {
        "an organization has an id": (
            lambda: TrustPolicy.organization("o-*"),
            "organization 'o-*' is not allowed; give 1 to 34 characters: an id such as o-a1b2c3d4e5",
        ),
        "paths are a list": (
            lambda: TrustPolicy.organization(ORG, paths=f"{ORG}/*"),
            f"paths '{ORG}/*' is not allowed; give a list",
        ),
        "a path begins with an organization": (
            lambda: TrustPolicy.organization(ORG, paths=["*"]),
            "paths '*' is not allowed",
        ),
        "a path ends with a slash": (
            lambda: TrustPolicy.organization(ORG, paths=[f"{ORG}/r-ab12"]),
            f"paths '{ORG}/r-ab12' is not allowed",
        ),
        "a path is of the organization that is trusted": (
            lambda: TrustPolicy.organization(ORG, paths=["o-zzzzzzzzzz/*"]),
            "path 'o-zzzzzzzzzz/*' is not of organization o-a1b2c3d4e5; begin it with its id",
        ),
    },
    "saml": {
        "a provider has a name": (lambda: TrustPolicy.saml(""), "provider '' is not allowed"),
        "a provider must not be a pattern": (lambda: TrustPolicy.saml("*"), "provider '*' is not allowed"),
        "an ARN is a provider's": (
            lambda: TrustPolicy.saml("arn:aws:iam::111122223333:oidc-provider/gitlab.com"),
            "is not allowed; give 1 to 512 characters: a SAML provider's ARN",
        ),
        "a provider's ARN must not be a pattern": (
            lambda: TrustPolicy.saml("arn:aws:iam::*:saml-provider/Okta"),
            "is not allowed; give 1 to 512 characters: a SAML provider's ARN",
        ),
        "a Region has a name": (lambda: TrustPolicy.saml("Okta", regions=["*"]), "regions '*' is not allowed"),
        "a Region has a sign-in page": (
            lambda: TrustPolicy.saml("Okta", regions=["us-iso-east-1"]),
            "no sign-in page is known for partition 'us-iso'; known are those of aws, aws-us-gov, aws-cn",
        ),
        "each Region has a sign-in page": (
            lambda: TrustPolicy.saml("Okta", regions=["us-isob-east-1"]),
            "no sign-in page is known for partition 'us-isob'",
        ),
        "Regions are of one partition": (
            lambda: TrustPolicy.saml("Okta", regions=["us-east-1", "cn-north-1"]),
            "regions of aws and aws-cn do not go together; give those of one partition",
        ),
    },
    "web_identity": {
        "an issuer is an https URL": (
            lambda: web("s", "http://a.example"),
            "issuer 'http://a.example' is not allowed; give 1 to 255 characters: an https URL without port or query",
        ),
        "an issuer must be known at synthesis": (
            lambda: web("s", "https://${Token[TOKEN.1]}"),
            "issuer must be known at synthesis: condition keys are made of it",
        ),
        "an audience is needed": (
            lambda: web("repo:acme/app:*", audience=[]),
            "audience is empty; give one value at least",
        ),
        "an audience must not be empty": (
            lambda: web("repo:acme/app:*", audience=""),
            "audience '' is not allowed",
        ),
        "an audience must not be a pattern": (
            lambda: web("repo:acme/app:*", audience="*"),
            "audience '*' is not allowed",
        ),
        "an audience must not be a variable": (
            lambda: web(None, PULUMI, audience="${api.pulumi.com/oidc:aud}"),
            "audience '${api.pulumi.com/oidc:aud}' is not allowed",
        ),
        "a subject must not be empty": (lambda: web(""), "subject '' is not allowed"),
        "a subject must not have a variable": (
            lambda: web("repo:${AWS::AccountId}"),
            "subject 'repo:${AWS::AccountId}' is not allowed; give 1 to 1,024 characters: a subject, without ${...}",
        ),
        "a subject must not be a wildcard alone": (
            lambda: web("*"),
            "subject '*' is not allowed: strangers could match it; it must name the customer, and a wildcard may stand "
            "only behind the delimiter that ends that part; give repo:acme/*",
        ),
        "a wildcard must not stand inside the customer's name": (
            lambda: web("repo:acme*"),
            "subject 'repo:acme*' is not allowed: strangers could match it",
        ),
        "a wildcard must not stand before the customer's name": (
            lambda: web("repo:?cme/app:*"),
            "subject 'repo:?cme/app:*' is not allowed: strangers could match it",
        ),
        "one of several subjects is enough to be refused": (
            lambda: web(["repo:acme/app:*", "repo:*"]),
            "subject 'repo:*' is not allowed: strangers could match it",
        ),
        "a customized subject must name the customer": (
            lambda: web("environment:prod"),
            "subject 'environment:prod' is not allowed: strangers could match it",
        ),
        "a workflow is no customer, since everybody can call it": (
            lambda: web("job_workflow_ref:acme/app/.github/workflows/deploy.yml@refs/heads/main"),
            "is not allowed: strangers could match it",
        ),
        "a shared issuer needs a subject": (
            lambda: web(),
            "subject is missing: it tells who of token.actions.githubusercontent.com is trusted; give repo:acme/*",
        ),
        "an issuer is the same in upper case": (
            lambda: web(None, "https://GitLab.com", any_subject=True, reason="x"),
            "any_subject is for private issuers",
        ),
        "an issuer is the same with a slash behind it": (
            lambda: web(None, f"{PULUMI}/", any_subject=True, reason="x"),
            "any_subject is for private issuers",
        ),
        "an issuer whose subjects have no known shape takes exact ones": (
            lambda: web("acme:*", "https://scalr.io"),
            "subject 'acme:*' is not allowed: strangers could match it; it must name the customer, and a wildcard may "
            "stand only behind the delimiter that ends that part; give one exact subject",
        ),
        "a session's name is needed where it tells customers apart": (
            lambda: web("s", SENTINEL),
            "role_session_name is missing: it tells who of sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d is "
            "trusted; give its exact name",
        ),
        "a session's name must not be a pattern": (
            lambda: web(None, SENTINEL, role_session_name="*"),
            "role_session_name '*' is not allowed",
        ),
        "a private issuer needs a subject": (lambda: web(None, PRIVATE), "subject is missing"),
        "a private issuer's subject must not be a wildcard alone": (
            lambda: web("*", PRIVATE),
            "subject '*' is not allowed: strangers could match it",
        ),
        "any subject needs a reason": (
            lambda: web(None, PRIVATE, any_subject=True),
            "any_subject needs a reason",
        ),
        "any subject is not for shared issuers": (
            lambda: web(None, any_subject=True, reason="x"),
            "any_subject is for private issuers, without subject; give the subject at "
            "token.actions.githubusercontent.com",
        ),
        "any subject leaves none to be given": (
            lambda: web("s", PRIVATE, any_subject=True, reason="x"),
            "any_subject is for private issuers, without subject",
        ),
        "a claim must not take the place of the subject": (
            lambda: web("repo:acme/app:*", claims={"sub": "repo:*"}),
            "claims 'sub' is not allowed; give 1 to 128 characters: a claim's name, other than sub, aud and amr",
        ),
        "a claim of several values needs an operator of its own": (
            lambda: web("repo:acme/app:*", claims={"amr": "mfa"}),
            "claims 'amr' is not allowed",
        ),
        "the spelling of an issuer makes no difference": (
            lambda: web("1234567", "https://Accounts.Google.com"),
            "Accounts.Google.com needs no provider in the account",
        ),
        "names of claims must differ in more than case": (
            lambda: web("repo:acme/app:*", claims={"Email": "x", "email": "y"}),
            "claims have names that differ in case only",
        ),
        "a claim has a value": (
            lambda: web("repo:acme/app:*", claims={"ref": ""}),
            "claims[ref] '' is not allowed",
        ),
        "an audience that everybody can ask for names no customer": (
            lambda: web(None, PULUMI, audience="sts.amazonaws.com"),
            "audience 'sts.amazonaws.com' names nobody at api.pulumi.com/oidc",
        ),
        "an audience must not be a pattern behind a token": (
            lambda: web("repo:acme/app:*", audience="${Token[A.1]}*"),
            "audience '${Token[A.1]}*' is not allowed; give it exactly, without wildcards",
        ),
        "a cluster's subject names a namespace": (
            lambda: web("system:serviceaccount:*", f"https://{EKS}"),
            "give system:serviceaccount:NAMESPACE:NAME",
        ),
        "an enterprise of GitHub has GitHub's subjects": (
            lambda: web("repo:*", f"{GITHUB}/acme"),
            "subject 'repo:*' is not allowed",
        ),
        "Google needs no provider": (
            lambda: web("1234567", "https://accounts.google.com"),
            "accounts.google.com needs no provider in the account; give TrustPolicy.google",
        ),
        "Cognito needs no provider": (
            lambda: web(None, "https://cognito-identity.amazonaws.com", any_subject=True, reason="a trial"),
            "cognito-identity.amazonaws.com needs no provider in the account; give TrustPolicy.cognito",
        ),
        "a wildcard is judged even where a token follows": (
            lambda: web("repo:*${Token[A.1]}"),
            "subject 'repo:*${Token[A.1]}' is not allowed",
        ),
        "a delimiter alone is no customer": (
            lambda: web(":*", "https://idp.example"),
            "subject ':*' is not allowed",
        ),
        "a claim must not take the place of the audience": (
            lambda: web(None, PULUMI, claims={"AUD": "other"}),
            "claims 'AUD' is not allowed",
        ),
        "a claim needs a value": (
            lambda: web("repo:acme/app:*", claims={"ref": []}),
            "token.actions.githubusercontent.com:ref needs one value at least",
        ),
    },
    "github_actions": {
        "a branch is given by its short name": (
            lambda: TrustPolicy.github_actions(repository="acme/app", branch="refs/heads/main"),
            "'refs/heads/main' is not allowed; give 'main', without refs/heads/",
        ),
        "a tag is given by its short name": (
            lambda: TrustPolicy.github_actions(repository="acme/app", tag=["v1", "refs/tags/v2"]),
            "'refs/tags/v2' is not allowed; give 'v2', without refs/tags/",
        ),
        "the issuer is not another vendor's": (
            lambda: TrustPolicy.github_actions(repository="acme/app", branch="main", issuer="https://gitlab.com"),
            "issuer https://gitlab.com is that of GitLab, not of GitHub; give the provider of GitHub",
        ),
        "a repository must not be a pattern": (
            lambda: github(repository="octo-org/*", branch="main"),
            "repository 'octo-org/*' is not allowed; give 1 to 140 characters: one repository such as "
            "octo-org/octo-repo",
        ),
        "a repository has an owner": (
            lambda: github(repository="octo-repo", branch="main"),
            "repository 'octo-repo' is not allowed",
        ),
        "the id of an owner goes with that of a repository": (
            lambda: github(owner_id="1", branch="main"),
            "owner_id and repository_id go together; give both, or none",
        ),
        "an id is a number": (
            lambda: github(owner_id="octo", repository_id="1", branch="main"),
            "owner_id 'octo' is not allowed",
        ),
        "what the workflow runs for is needed": (
            lambda: github(),
            "which workflows are trusted is missing; give branch, tag, environment or pull_request",
        ),
    },
    "gitlab": {
        "the issuer is not another vendor's": (
            lambda: TrustPolicy.gitlab(project="a/b", branch="main", issuer="https://scalr.io"),
            "issuer https://scalr.io is that of another service, not of GitLab",
        ),
        "a project must not be a pattern": (
            lambda: TrustPolicy.gitlab(project="mygroup/*", branch="main"),
            "project 'mygroup/*' is not allowed; give 1 to 255 characters: one project such as mygroup/myproject",
        ),
        "a branch or a tag is needed": (
            lambda: TrustPolicy.gitlab(project="mygroup/myproject"),
            "which pipelines are trusted is missing; give branch or tag",
        ),
        "an id is a number": (
            lambda: TrustPolicy.gitlab(project="mygroup/myproject", branch="main", project_id="*"),
            "project_id '*' is not allowed",
        ),
        "ids are for gitlab.com alone": (
            lambda: TrustPolicy.gitlab(
                project="mygroup/myproject", branch="main", namespace_id="1", issuer="https://gitlab.example.com"
            ),
            "namespace_id is known to AWS for https://gitlab.com only; leave it out",
        ),
    },
    "hcp_terraform": {
        "the issuer is not another vendor's": (
            lambda: terraform(issuer="https://gitlab.com"),
            "issuer https://gitlab.com is that of GitLab, not of HCP Terraform",
        ),
        "an organization must not be a pattern": (
            lambda: terraform(organization="*"),
            "organization '*' is not allowed",
        ),
        "a project must not be a pattern": (lambda: terraform(project="*"), "project '*' is not allowed"),
        "a workspace has no colon": (
            lambda: terraform(workspace="a:run_phase:plan"),
            "workspace 'a:run_phase:plan' is not allowed",
        ),
        "a phase is plan or apply": (
            lambda: terraform(run_phase="destroy"),
            "run_phase 'destroy' is not allowed; give 1 to 5 characters: plan, apply or *",
        ),
    },
    "bitbucket": {
        "a workspace has a name": (
            lambda: TrustPolicy.bitbucket(workspace="a/b", workspace_uuid=WORKSPACE, repository_uuid=REPOSITORY),
            "workspace 'a/b' is not allowed",
        ),
        "the id of a workspace has no braces": (
            lambda: TrustPolicy.bitbucket(workspace="a", workspace_uuid="{x}", repository_uuid=REPOSITORY),
            "workspace_uuid '{x}' is not allowed; give 36 characters: an id in groups of 8-4-4-4-12",
        ),
        "a repository must not be a pattern": (
            lambda: TrustPolicy.bitbucket(workspace="a", workspace_uuid=WORKSPACE, repository_uuid="*"),
            "repository_uuid '*' is not allowed",
        ),
    },
    "circleci": {
        "an organization has an id": (
            lambda: TrustPolicy.circleci(organization_id="acme", project_id=PROJECT),
            "organization_id 'acme' is not allowed",
        ),
        "a project must not be a pattern": (
            lambda: TrustPolicy.circleci(organization_id=CIRCLECI_ORG, project_id="*"),
            "project_id '*' is not allowed",
        ),
    },
    "eks_service_account": {
        "the issuer is not another vendor's": (
            lambda: TrustPolicy.eks_service_account(issuer=GITHUB, namespace="a", service_account="b"),
            "is that of GitHub, not of a cluster of EKS",
        ),
        "a namespace must not be a pattern": (
            lambda: TrustPolicy.eks_service_account(issuer=f"https://{EKS}", namespace="*", service_account="a"),
            "namespace '*' is not allowed",
        ),
        "a wildcard stands behind a service account's prefix": (
            lambda: TrustPolicy.eks_service_account(issuer=f"https://{EKS}", namespace="a", service_account="*-b"),
            "service_account '*-b' is not allowed; give 1 to 253 characters: a name of Kubernetes, or a prefix with *",
        ),
        "an issuer is an https URL": (
            lambda: TrustPolicy.eks_service_account(issuer=EKS, namespace="a", service_account="a"),
            "is not allowed; give 1 to 255 characters: an https URL",
        ),
    },
    "pod_identity": {
        "a cluster is an ARN": (
            lambda: TrustPolicy.pod_identity(cluster_arn="example"),
            "cluster_arn 'example' is not allowed",
        ),
        "a cluster must not be a pattern": (
            lambda: TrustPolicy.pod_identity(cluster_arn="arn:aws:eks:*:111122223333:cluster/example"),
            "is not allowed; give 1 to 512 characters: a cluster's ARN",
        ),
        "a namespace must not be a pattern": (
            lambda: TrustPolicy.pod_identity(namespace="*"),
            "namespace '*' is not allowed",
        ),
        "a service account must not be a pattern": (
            lambda: TrustPolicy.pod_identity(namespace="a", service_account="*"),
            "service_account '*' is not allowed",
        ),
        "a service account goes with its namespace": (
            lambda: TrustPolicy.pod_identity(service_account="a"),
            "service_account goes with namespace; another namespace can have one of the same name",
        ),
    },
    "cognito": {
        "a pool is needed": (lambda: TrustPolicy.cognito([]), "identity_pool is empty; give one value at least"),
        "a pool must not be a pattern": (
            lambda: TrustPolicy.cognito("us-east-2:*"),
            "identity_pool 'us-east-2:*' is not allowed",
        ),
        "each of several pools has an id": (
            lambda: TrustPolicy.cognito([POOL, ""]),
            "identity_pool '' is not allowed; give 1 to 55 characters: an id such as us-east-2:12345678-...",
        ),
    },
    "google": {
        "a client has an id": (lambda: TrustPolicy.google(client_id="", subject="1"), "client_id '' is not allowed"),
        "a client must not be a pattern": (
            lambda: TrustPolicy.google(client_id="*", subject="1"),
            "client_id '*' is not allowed",
        ),
        "a subject is a number": (
            lambda: TrustPolicy.google(client_id="1", subject="*"),
            "subject '*' is not allowed; give 1 to 32 characters: digits only",
        ),
        "a subject or any subject is needed": (
            lambda: TrustPolicy.google(client_id="1"),
            "give one of subject and any_subject: everybody can have an account of Google",
        ),
        "a subject and any subject exclude each other": (
            lambda: TrustPolicy.google(client_id="1", subject="1", any_subject=True, reason="x"),
            "give one of subject and any_subject",
        ),
        "any subject needs a reason": (
            lambda: TrustPolicy.google(client_id="1", any_subject=True),
            "any_subject needs a reason",
        ),
    },
    "roles_anywhere": {
        "a trust anchor is needed": (
            lambda: anywhere(trust_anchor_arn=[], dns_name="a"),
            "trust_anchor_arn is empty; give one value at least",
        ),
        "a trust anchor must not be a pattern": (
            lambda: anywhere(trust_anchor_arn="arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/*"),
            "is not allowed; give 1 to 512 characters: a trust anchor's ARN",
        ),
        "who is trusted must be said": (
            lambda: anywhere(issuer={"CN": "Root"}),
            "give subject, dns_name or uri, or any_subject for all certificates of the authority",
        ),
        "any subject leaves none to be given": (
            lambda: anywhere(uri="spiffe://a", any_subject=True, reason="x"),
            "give subject, dns_name or uri, or any_subject",
        ),
        "any subject needs a reason": (lambda: anywhere(any_subject=True), "any_subject needs a reason"),
        "a field is one of a certificate": (
            lambda: anywhere(subject={"cn": "Alice"}),
            "field 'cn' is not allowed; give one of CN, O, OU, C, ST, L",
        ),
        "a field of the subject needs a value": (
            lambda: anywhere(subject={"CN": []}),
            "aws:PrincipalTag/x509Subject/CN needs one value at least",
        ),
        "a field of the subject must not be empty": (
            lambda: anywhere(subject={"CN": ""}),
            "aws:PrincipalTag/x509Subject/CN '' is not allowed",
        ),
        "wildcards alone do not say who": (
            lambda: anywhere(dns_name="*"),
            "aws:PrincipalTag/x509SAN/DNS '*' is not allowed; give 1 to 256 characters: letters, digits, spaces and "
            "_.:/=+-@, with * or ? but not of these alone",
        ),
    },
}
"""The refusals of each builder. `ec2`, `ecs_tasks` and `event_bridge` take no arguments."""

SENTENCES = [(builder, sentence) for builder, sentences in REFUSALS.items() for sentence in sentences]


@pytest.mark.parametrize(("builder", "sentence"), SENTENCES)
def test_refusal(builder: str, sentence: str) -> None:
    build, message = REFUSALS[builder][sentence]
    with pytest.raises(PolicyError, match=re.escape(message)):
        build()


def test_every_builder_that_takes_arguments_refuses_two_things_at_least() -> None:
    counted = Counter(builder for builder, _ in SENTENCES)
    assert set(counted) == set(builders()) - {"ec2", "ecs_tasks", "event_bridge"}
    assert min(counted.values()) >= 2


@pytest.mark.parametrize("name", [name for name, issuer in SHARED.items() if issuer.tenant is None])
def test_a_pattern_is_refused_where_the_shape_of_subjects_is_not_documented(name: str) -> None:
    with pytest.raises(PolicyError, match="strangers could match it"):
        web("acme:*", f"https://{name}", role_session_name="acme")


@pytest.mark.parametrize("name", [name for name, issuer in SHARED.items() if issuer.claim == "sub"])
def test_each_issuer_of_the_table_of_aws_must_have_a_subject(name: str) -> None:
    with pytest.raises(PolicyError, match="subject is missing"):
        web(None, f"https://{name}")
