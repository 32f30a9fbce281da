"""Text fields that follow IAM's own rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function, no_info_before_validator_function

from iam_stacks.policy import limits
from iam_stacks.policy.delegable import DELEGATED_PATH
from iam_stacks.policy.pseudo import PSEUDO_PARAMETERS, unknown_pseudo_parameters

REFUSED = "iam_refuses"
"""The type of the error that these fields raise. Its context has `problem` and `allowed`."""


def refuse(problem: str, allowed: str = "") -> PydanticCustomError:
    """Return the error that says what is wrong and what is allowed."""
    return PydanticCustomError(REFUSED, "{problem}", {"problem": problem, "allowed": allowed})


@dataclass(frozen=True)
class Obeys:
    """Marks a text field that must follow one of IAM's rules."""

    rule: limits.TextRule

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the text once it is known to be text."""
        return no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the same rule."""
        return handler(schema) | {
            "minLength": self.rule.minimum,
            "maxLength": self.rule.maximum,
            "pattern": f"^(?:{self.rule.pattern})$",
        }

    def _check(self, text: str) -> str:
        if not self.rule.accepts(text):
            raise refuse("this cannot be used", self.rule.allowed)
        return text


class _OneOrMore:
    """Lets one value stand for a list of one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Put a value that is no list into one."""
        return no_info_before_validator_function(
            lambda given: given if isinstance(given, list) else [given], handler(source)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the same."""
        listed = handler(schema) | {"minItems": 1}
        return {"anyOf": [listed["items"], listed]}


ONE_OR_MORE = _OneOrMore()
"""Marks a field `tuple[X, ...]` for which one X may be given."""


def _check_pseudo_parameters(text: str) -> str:
    if unknown := unknown_pseudo_parameters(text):
        raise refuse(f"there is no pseudo parameter {unknown[0]}", ", ".join(PSEUDO_PARAMETERS))
    return text


def _check_resource(text: str) -> str:
    # A reference has colons of its own, and may stand for any part of the ARN.
    if not limits.RESOURCE.accepts(re.sub(r"\$\{[^}]*\}", "x", text)):
        raise refuse("this cannot be used", limits.RESOURCE.allowed)
    return _check_pseudo_parameters(text)


def _check_reason(text: str) -> str:
    if not text.strip():
        raise refuse("a reason must say why the finding is accepted")
    return text


UserName = Annotated[str, Obeys(limits.USER_NAME)]
GroupName = Annotated[str, Obeys(limits.GROUP_NAME)]
RoleName = Annotated[str, Obeys(limits.ROLE_NAME)]
PolicyName = Annotated[str, Obeys(limits.POLICY_NAME)]
ProviderName = Annotated[str, Obeys(limits.POLICY_NAME)]
Path = Annotated[str, Obeys(limits.PATH)]
PolicyPath = Annotated[str, Obeys(limits.POLICY_PATH)]
Description = Annotated[str, Obeys(limits.DESCRIPTION)]
StatementId = Annotated[str, Obeys(limits.STATEMENT_ID)]
AccountId = Annotated[str, Obeys(limits.ACCOUNT_ID)]
ExternalId = Annotated[str, Obeys(limits.EXTERNAL_ID)]
ServicePrincipal = Annotated[str, Obeys(limits.SERVICE_PRINCIPAL)]
ProviderUrl = Annotated[str, Obeys(limits.PROVIDER_URL)]
Audience = Annotated[str, Obeys(limits.AUDIENCE)]
Subject = Annotated[str, Obeys(limits.SUBJECT)]
DelegatedPath = Annotated[str, Obeys(DELEGATED_PATH)]
OrganizationId = Annotated[str, Obeys(limits.ORGANIZATION_ID)]
OrganizationPath = Annotated[str, Obeys(limits.ORGANIZATION_PATH)]
SourceArn = Annotated[str, Obeys(limits.SOURCE_ARN)]
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
ClusterArn = Annotated[str, Obeys(limits.EKS_CLUSTER_ARN)]
TrustAnchorArn = Annotated[str, Obeys(limits.TRUST_ANCHOR_ARN)]
CertificateAuthorityArn = Annotated[str, Obeys(limits.CERTIFICATE_AUTHORITY_ARN)]
QueueArn = Annotated[str, Obeys(limits.QUEUE_ARN)]
TopicArn = Annotated[str, Obeys(limits.TOPIC_ARN)]
StreamArn = Annotated[str, Obeys(limits.STREAM_ARN)]
ConsumerArn = Annotated[str, Obeys(limits.CONSUMER_ARN)]
TableStreamArn = Annotated[str, Obeys(limits.TABLE_STREAM_ARN)]
KafkaClusterArn = Annotated[str, Obeys(limits.KAFKA_CLUSTER_ARN)]
KafkaTopic = Annotated[str, Obeys(limits.KAFKA_TOPIC)]
KafkaGroup = Annotated[str, Obeys(limits.KAFKA_GROUP)]
BrokerArn = Annotated[str, Obeys(limits.BROKER_ARN)]
SecretArn = Annotated[str, Obeys(limits.SECRET_ARN)]
KeyArn = Annotated[str, Obeys(limits.KEY_ARN)]
IdentityPool = Annotated[str, Obeys(limits.IDENTITY_POOL)]
Principal = Annotated[str, Obeys(limits.TRUSTED_PRINCIPAL)]
ManagedPolicyName = Annotated[str, Obeys(limits.MANAGED_POLICY)]
LogGroupName = Annotated[str, Obeys(limits.LOG_GROUP_NAME)]
TagKey = Annotated[str, Obeys(limits.TAG_KEY)]
TagValue = Annotated[str, Obeys(limits.TAG_VALUE)]
Action = Annotated[str, Obeys(limits.ACTION)]
ConditionOperator = Annotated[str, Obeys(limits.CONDITION_OPERATOR)]
ConditionKey = Annotated[str, Obeys(limits.CONDITION_KEY)]
KNOWN_REFERENCES = r"^([^$]|\$(?!\{AWS::)|\$\{(" + "|".join(PSEUDO_PARAMETERS) + r")\})*$"
PolicyText = Annotated[
    str, AfterValidator(_check_pseudo_parameters), Field(json_schema_extra={"pattern": KNOWN_REFERENCES})
]
Resource = Annotated[
    str,
    AfterValidator(_check_resource),
    Field(json_schema_extra={"allOf": [{"pattern": KNOWN_REFERENCES}, {"pattern": r"^(\*|arn:.+)$"}]}),
]
Reason = Annotated[str, AfterValidator(_check_reason), Field(json_schema_extra={"pattern": r"\S"})]
