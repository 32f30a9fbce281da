"""Text fields that follow IAM's own rules."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictBool

from iam_stacks.config.marks import KNOWN_REFERENCES, REFERRING, Obeys, check_pseudo_parameters, either, refuse
from iam_stacks.policy import PolicyError, limits
from iam_stacks.policy.delegable import DELEGATED_PATH, require_delegable


def _check_resource(text: str) -> str:
    # A reference has colons of its own, and may stand for any part of the ARN.
    if not limits.RESOURCE.accepts(re.sub(r"\$\{[^}]*\}", "x", text)):
        raise refuse("this cannot be used", limits.RESOURCE.allowed)
    return check_pseudo_parameters(text)


def _check_delegable(action: str) -> str:
    try:
        require_delegable([action])
    except PolicyError as error:
        raise refuse(str(error)) from None
    return action


def _check_host(url: str) -> str:
    # Told apart since the rule's own words would not name it.
    if re.fullmatch(r"https://[^/]+/", url):
        raise refuse(f"this ends with a slash; write {url.rstrip('/')}")
    return url


def _check_is_no_arn(log_group: str) -> str:
    # That is what AWS shows of the log group of a trail.
    if log_group.startswith("arn:"):
        name = log_group.partition(":log-group:")[2].removesuffix(":*")
        raise refuse("this is an ARN; give the name, which stands between log-group: and :*", suggestion=name)
    return log_group


def _saying_why(problem: str) -> Any:
    def check(text: str) -> str:
        if not text.strip():
            raise refuse(problem)
        return text

    return AfterValidator(check)


UserName = Annotated[str, Obeys(limits.USER_NAME)]
GroupName = Annotated[str, Obeys(limits.GROUP_NAME)]
RoleName = Annotated[str, Obeys(limits.ROLE_NAME)]
PolicyName = Annotated[str, Obeys(limits.POLICY_NAME)]
ProviderName = Annotated[str, Obeys(limits.POLICY_NAME)]
Path = Annotated[str, Obeys(limits.PATH)]
PolicyPath = Annotated[str, Obeys(limits.POLICY_PATH)]
Description = Annotated[str, Obeys(limits.DESCRIPTION)]
StatementId = Annotated[str, Obeys(limits.STATEMENT_ID)]
AccountAliasName = Annotated[str, Obeys(limits.ACCOUNT_ALIAS)]
EmailAddress = Annotated[str, Obeys(limits.EMAIL_ADDRESS)]
AccountId = Annotated[str, Obeys(limits.ACCOUNT_ID)]
SourceAccount = Annotated[StrictBool | AccountId, either("true, false, or an account of 12 digits in quotes")]
BoundaryKey = Annotated[str | Literal[False], either("a key of boundaries:, or false for none")]
ExternalId = Annotated[str, Obeys(limits.EXTERNAL_ID)]
ServicePrincipal = Annotated[str, Obeys(limits.SERVICE_PRINCIPAL)]
ProviderUrl = Annotated[str, AfterValidator(_check_host), Obeys(limits.PROVIDER_URL)]
Audience = Annotated[str, Obeys(limits.AUDIENCE)]
Subject = Annotated[str, Obeys(limits.SUBJECT)]
DelegatedPath = Annotated[str, Obeys(DELEGATED_PATH)]
OrganizationId = Annotated[str, Obeys(limits.ORGANIZATION_ID)]
OrganizationPath = Annotated[str, Obeys(limits.ORGANIZATION_PATH)]
SourceArn = Annotated[str, REFERRING, Obeys(limits.SOURCE_ARN)]
SourceIdentity = Annotated[str, Obeys(limits.SOURCE_IDENTITY)]
Region = Annotated[str, Obeys(limits.REGION)]
GitHubRepository = Annotated[str, Obeys(limits.GITHUB_REPOSITORY)]
GitLabProject = Annotated[str, Obeys(limits.GITLAB_PROJECT)]
TerraformName = Annotated[str, Obeys(limits.TERRAFORM_NAME)]
TerraformPattern = Annotated[str, Obeys(limits.TERRAFORM_PATTERN)]
RunPhase = Annotated[str, Obeys(limits.RUN_PHASE)]
BitbucketWorkspace = Annotated[str, Obeys(limits.BITBUCKET_WORKSPACE)]
Uuid = Annotated[str, Obeys(limits.UUID)]
NumericId = Annotated[str, Obeys(limits.NUMERIC_ID)]
KubernetesName = Annotated[str, Obeys(limits.KUBERNETES_NAME)]
KubernetesPrefix = Annotated[str, Obeys(limits.KUBERNETES_PREFIX)]
ClusterArn = Annotated[str, REFERRING, Obeys(limits.EKS_CLUSTER_ARN)]
TrustAnchorArn = Annotated[str, REFERRING, Obeys(limits.TRUST_ANCHOR_ARN)]
CertificateAuthorityArn = Annotated[str, REFERRING, Obeys(limits.CERTIFICATE_AUTHORITY_ARN)]
QueueArn = Annotated[str, REFERRING, Obeys(limits.QUEUE_ARN)]
StandardQueueArn = Annotated[str, REFERRING, Obeys(limits.STANDARD_QUEUE_ARN)]
TopicArn = Annotated[str, REFERRING, Obeys(limits.TOPIC_ARN)]
StreamArn = Annotated[str, REFERRING, Obeys(limits.STREAM_ARN)]
ConsumerArn = Annotated[str, REFERRING, Obeys(limits.CONSUMER_ARN)]
TableStreamArn = Annotated[str, REFERRING, Obeys(limits.TABLE_STREAM_ARN)]
KafkaClusterArn = Annotated[str, REFERRING, Obeys(limits.KAFKA_CLUSTER_ARN)]
KafkaTopic = Annotated[str, Obeys(limits.KAFKA_TOPIC)]
KafkaGroup = Annotated[str, Obeys(limits.KAFKA_GROUP)]
BrokerArn = Annotated[str, REFERRING, Obeys(limits.BROKER_ARN)]
SecretArn = Annotated[str, REFERRING, Obeys(limits.SECRET_ARN)]
KeyArn = Annotated[str, REFERRING, Obeys(limits.KEY_ARN)]
IdentityPool = Annotated[str, Obeys(limits.IDENTITY_POOL)]
Principal = Annotated[str, REFERRING, Obeys(limits.TRUSTED_PRINCIPAL)]
ManagedPolicyName = Annotated[str, Obeys(limits.MANAGED_POLICY)]
LogGroupName = Annotated[str, AfterValidator(_check_is_no_arn), Obeys(limits.LOG_GROUP_NAME)]
TrailName = Annotated[str, Obeys(limits.TRAIL_NAME)]
TagKey = Annotated[str, Obeys(limits.TAG_KEY)]
TagValue = Annotated[str, Obeys(limits.TAG_VALUE)]
Action = Annotated[str, Obeys(limits.ACTION)]
DelegableAction = Annotated[Action, AfterValidator(_check_delegable)]
ConditionOperator = Annotated[str, Obeys(limits.CONDITION_OPERATOR)]
ConditionKey = Annotated[str, Obeys(limits.CONDITION_KEY)]
PolicyText = Annotated[
    str, AfterValidator(check_pseudo_parameters), Field(json_schema_extra={"pattern": KNOWN_REFERENCES})
]
Resource = Annotated[
    str,
    AfterValidator(_check_resource),
    Field(json_schema_extra={"allOf": [{"pattern": KNOWN_REFERENCES}, {"pattern": r"^(\*|arn:.+)$"}]}),
]
Reason = Annotated[
    str,
    _saying_why("a reason must say why the finding is accepted"),
    Field(json_schema_extra={"pattern": r"\S"}),
]
TrustReason = Annotated[
    str,
    _saying_why("a reason must say why more is trusted than by default"),
    Field(json_schema_extra={"pattern": r"\S"}),
]
CredentialReason = Annotated[
    str,
    _saying_why("a reason must say why the user's credentials are not kept as usual"),
    Field(json_schema_extra={"pattern": r"\S"}),
]
