"""Names, paths and lengths as IAM has them: the one table that every model and check reads."""

import re
from dataclasses import dataclass

from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.pseudo import has_token


@dataclass(frozen=True, kw_only=True)
class TextRule:
    """What IAM accepts as one kind of text.

    Attributes:
        pattern: a regular expression that the whole text must match.
        minimum: the least number of characters.
        maximum: the greatest number of characters.
        wording: the pattern in words, for messages.
    """

    pattern: str
    minimum: int = 1
    maximum: int
    wording: str

    def accepts(self, text: str) -> bool:
        """Tell whether IAM would accept the text."""
        return self.minimum <= len(text) <= self.maximum and re.fullmatch(self.pattern, text) is not None

    def require(self, what: str, given: str | None) -> None:
        """Refuse text that IAM would not accept; what is not given, or known only at deployment, is not judged.

        Raises:
            PolicyError: it says what was given and what is allowed.
        """
        if self._refuses(given):
            raise PolicyError(f"{what} {given!r} is not allowed; give {self.allowed}")

    def require_quietly(self, what: str, given: str | None) -> None:
        """Refuse text like `require`, but do not repeat it: it is long, or may hold what is secret.

        Raises:
            PolicyError: it says what is allowed.
        """
        if self._refuses(given):
            raise PolicyError(f"{what} of {len(str(given)):,} characters is not allowed; give {self.allowed}")

    def _refuses(self, given: str | None) -> bool:
        # Types say text, but not everybody has them checked.
        return given is not None and not (isinstance(given, str) and (has_token(given) or self.accepts(given)))

    @property
    def allowed(self) -> str:
        """The rule in words, for messages."""
        length = f"{self.minimum:,} to {self.maximum:,}" if self.minimum < self.maximum else f"{self.maximum:,}"
        return f"{length} characters: {self.wording}"


@dataclass(frozen=True, kw_only=True)
class Quota:
    """How many of something an account may have.

    Attributes:
        default: what holds unless AWS has changed it for the account.
        maximum: the most that AWS grants.
    """

    default: int
    maximum: int

    def given(self, what: str, quota: int | None) -> int:
        """Return the quota that holds: the default one if none is given.

        Raises:
            PolicyError: AWS does not grant such a quota.
        """
        if quota is not None and not 1 <= quota <= self.maximum:
            raise PolicyError(f"{what} {quota} is not allowed; give 1 to {self.maximum:,}")
        return quota or self.default


_NAME = r"[A-Za-z0-9_+=,.@-]+"
_NAME_WORDING = "letters, digits and _+=,.@-"

# Source of the lengths and patterns: IAM API Reference, the parameter's page of each Create* action; the same
# numbers stand in "IAM and AWS STS quotas" of the IAM User Guide.
USER_NAME = TextRule(pattern=_NAME, maximum=64, wording=_NAME_WORDING)
ROLE_NAME = TextRule(pattern=_NAME, maximum=64, wording=_NAME_WORDING)
GROUP_NAME = TextRule(pattern=_NAME, maximum=128, wording=_NAME_WORDING)
INSTANCE_PROFILE_NAME = TextRule(pattern=_NAME, maximum=128, wording=_NAME_WORDING)
POLICY_NAME = TextRule(pattern=_NAME, maximum=128, wording=_NAME_WORDING)
PATH = TextRule(
    pattern=r"/|/[!-~]+/", maximum=512, wording="/ alone, or text without spaces that begins and ends with /"
)
POLICY_PATH = TextRule(
    pattern=r"(/[A-Za-z0-9.,+@=_-]+)*/", maximum=512, wording="words of letters, digits and .,+@=_- between slashes"
)
DESCRIPTION = TextRule(
    pattern=r"[\t\n\r -~¡-ÿ]*", minimum=0, maximum=1000, wording="Latin-1 text without control characters"
)
STATEMENT_ID = TextRule(pattern=r"[A-Za-z0-9]*", maximum=256, wording="letters and digits")
"""IAM JSON policy elements: Sid. The grammar names the characters, not a length: 256 keeps a report readable."""

ACCOUNT_ID = TextRule(pattern=r"[0-9]{12}", minimum=12, maximum=12, wording="digits only")
EXTERNAL_ID = TextRule(
    pattern=r"[A-Za-z0-9_+=,.@:/-]*", minimum=2, maximum=1224, wording="letters, digits and _+=,.@:/-"
)
"""STS API Reference, AssumeRole, ExternalId."""

_FIELD = r"([^:\s]|\$\{AWS::[A-Za-z]+\})"
"""A character of an ARN's field, or a pseudo parameter, which has colons of its own."""

_EXACT = r"([^:\s*?]|\$\{AWS::[A-Za-z]+\})"
"""The same, and no wildcard."""

TRUSTED_PRINCIPAL = TextRule(
    pattern=r"[0-9]{12}|\$\{AWS::AccountId\}"
    r"|arn:(aws[a-z-]*|\$\{AWS::Partition\}):(iam|sts)::([0-9]{12}|\$\{AWS::AccountId\}):"
    r"(root|(user|role|assumed-role|federated-user)/((?!\$\{)[^*?\s])+)",
    maximum=2048,
    wording="an account of 12 digits, or the ARN of a user, role or session, without wildcards",
)
"""IAM JSON policy elements: Principal. IAM refuses a wildcard in part of a name."""

ORGANIZATION_ID = TextRule(pattern=r"o-[a-z0-9]{10,32}", maximum=34, wording="an id such as o-a1b2c3d4e5")
ORGANIZATION_PATH = TextRule(
    pattern=r"o-[a-z0-9]{10,32}/(\*|r-[0-9a-z]{4,32}/(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}/)*(\*|ou-\*)?)",
    maximum=512,
    wording="a path such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*, which ends with / or with /*",
)
"""Organizations API Reference, Organization, OrganizationalUnit; IAM User Guide, aws:PrincipalOrgPaths."""

SOURCE_ARN = TextRule(
    pattern=rf"arn:{_FIELD}+:[a-z0-9-]+:{_FIELD}*:{_FIELD}*:\S+",
    maximum=2048,
    wording="an ARN, with * for what is not known",
)
SOURCE_IDENTITY = TextRule(
    pattern=r"\*|[A-Za-z0-9_+=,.@*-]{2,64}", maximum=64, wording="2 to 64 letters, digits and _+=,.@-, or * for any"
)
"""STS API Reference, AssumeRole, SourceIdentity."""

MFA_AGE_SECONDS = (60, 129600)
"""The longest session with MFA lasts 36 hours (STS API Reference, GetSessionToken). The least is ours."""

SAML_PROVIDER_NAME = TextRule(pattern=r"[A-Za-z0-9._-]+", maximum=128, wording="letters, digits and ._-")
SAML_PROVIDER_ARN = TextRule(
    pattern=rf"arn:{_EXACT}+:iam::{_EXACT}+:saml-provider/[A-Za-z0-9._-]+", maximum=512, wording="a SAML provider's ARN"
)
"""CloudFormation Template Reference, AWS::IAM::SAMLProvider, Name."""

REGION = TextRule(pattern=r"[a-z]{2,4}(-[a-z]+)+-[0-9]+", maximum=32, wording="a Region such as eu-central-1")

GITHUB_REPOSITORY = TextRule(
    pattern=r"[A-Za-z0-9_-]+/[A-Za-z0-9._-]+", maximum=140, wording="one repository such as octo-org/octo-repo"
)
GITLAB_PROJECT = TextRule(
    pattern=r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+", maximum=255, wording="one project such as mygroup/myproject"
)
TERRAFORM_NAME = TextRule(pattern=r"[A-Za-z0-9_ -]+", maximum=90, wording="letters, digits, spaces and _-")
TERRAFORM_PATTERN = TextRule(pattern=r"[A-Za-z0-9_*-]+", maximum=90, wording="letters, digits and _-, and *")
RUN_PHASE = TextRule(pattern=r"plan|apply|\*", maximum=5, wording="plan, apply or *")
BITBUCKET_WORKSPACE = TextRule(pattern=r"[A-Za-z0-9_-]+", maximum=62, wording="letters, digits and _-")
UUID = TextRule(
    pattern=r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    minimum=36,
    maximum=36,
    wording="an id in groups of 8-4-4-4-12",
)
NUMERIC_ID = TextRule(pattern=r"[0-9]+", maximum=32, wording="digits only")
"""What services of code and infrastructure accept as names; the lengths are theirs or, where not published, ours."""

KUBERNETES_NAME = TextRule(pattern=r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", maximum=253, wording="a name of Kubernetes")
KUBERNETES_PREFIX = TextRule(
    pattern=r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|([a-z0-9][a-z0-9.-]*)?\*",
    maximum=253,
    wording="a name of Kubernetes, or a prefix with * behind it",
)
EKS_CLUSTER_ARN = TextRule(
    pattern=rf"arn:{_EXACT}+:eks:{_EXACT}+:{_EXACT}+:cluster/[A-Za-z0-9_-]+", maximum=512, wording="a cluster's ARN"
)
TRUST_ANCHOR_ARN = TextRule(
    pattern=rf"arn:{_EXACT}+:rolesanywhere:{_EXACT}+:{_EXACT}+:trust-anchor/[A-Za-z0-9_-]+",
    maximum=512,
    wording="a trust anchor's ARN",
)
IDENTITY_POOL = TextRule(
    pattern=r"[a-z0-9-]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    maximum=55,
    wording="an id such as us-east-2:12345678-...",
)
"""Cognito Identity API Reference, IdentityPoolId."""

ROLES_ANYWHERE_NAME = TextRule(pattern=r"[ A-Za-z0-9_-]+", maximum=255, wording="letters, digits, spaces and _-")
CERTIFICATE_BUNDLE = TextRule(
    pattern=r"\s*(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+",
    maximum=8000,
    wording="certificates in PEM form",
)
CERTIFICATE_AUTHORITY_ARN = TextRule(
    pattern=rf"arn:{_FIELD}+:acm-pca:{_FIELD}+:{_FIELD}+:certificate-authority/\S+",
    maximum=2048,
    wording="the ARN of a certificate authority of AWS Private CA",
)
ROLES_ANYWHERE_SECONDS = (900, 43200)
"""CloudFormation Template Reference, AWS::RolesAnywhere::TrustAnchor, Profile."""

SAML_METADATA = TextRule(
    pattern=r"(?s:\s*<.*>\s*)",
    minimum=1000,
    maximum=10_000_000,
    wording="the metadata document of a SAML provider, in XML",
)
"""CloudFormation Template Reference, AWS::IAM::SAMLProvider, SamlMetadataDocument."""

WORKLOAD_NAME = TextRule(pattern=r"[A-Za-z0-9_*?-]+", maximum=255, wording="letters, digits and _-, and wildcards")

SERVICE_PRINCIPAL = TextRule(
    pattern=r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?",
    maximum=128,
    wording="a service principal such as lambda.amazonaws.com",
)
"""IAM JSON policy elements: Principal, "AWS service principals". The length is ours."""

PROVIDER_URL = TextRule(
    pattern=r"https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~/-]+)?", maximum=255, wording="an https URL without port or query"
)
AUDIENCE = TextRule(pattern=r"((?!\$\{)[^\s*?])+", maximum=255, wording="a client id without spaces, *, ? or ${...}")
"""IAM API Reference, CreateOpenIDConnectProvider: https, no port, no query, at most 255 characters; a client id too."""

SUBJECT = TextRule(pattern=r"((?!\$\{)[^\t\r\n])+", maximum=1024, wording="a subject, without ${...}")
"""The length is ours, with room: OpenID Connect Core 1.0, section 2, allows `sub` 255 ASCII characters."""

CLAIM = TextRule(
    pattern=r"(?!(?i:sub|aud|amr)$)[A-Za-z0-9_./-]+", maximum=128, wording="a claim's name, other than sub, aud and amr"
)
ROLE_SESSION_NAME = TextRule(
    pattern=r"[A-Za-z0-9_+=,.@-]*", minimum=2, maximum=64, wording="letters, digits and _+=,.@-"
)
"""STS API Reference, AssumeRoleWithWebIdentity, RoleSessionName."""

MANAGED_POLICY = TextRule(
    pattern=rf"({_NAME}/)*{_NAME}",
    maximum=512,
    wording="the name of an AWS-managed policy with its path, such as service-role/AWSLambdaBasicExecutionRole",
)
LOG_GROUP_NAME = TextRule(pattern=r"[A-Za-z0-9_/.#-]+", maximum=512, wording="letters, digits and _/.#-")
"""CloudWatch Logs API Reference, CreateLogGroup, logGroupName."""

# IAM User Guide, "Rules for tagging in IAM and AWS STS".
TAG_KEY = TextRule(
    pattern=r"(?!aws:)[\w \t.:/=+@-]+", maximum=128, wording="letters, digits, spaces and _.:/=+-@, not aws:"
)
CERTIFICATE_VALUE = TextRule(
    pattern=r"(?=.*[^*?])[\w \t.:/=+@*?-]+",
    maximum=256,
    wording="letters, digits, spaces and _.:/=+-@, with * or ? but not of these alone",
)
"""IAM Roles Anywhere User Guide, "The IAM Roles Anywhere trust model": a value that no tag can have is left out."""
TAG_VALUE = TextRule(pattern=r"[\w \t.:/=+@-]*", minimum=0, maximum=256, wording="letters, digits, spaces and _.:/=+-@")

PATTERN_CHARACTERS = frozenset("*?$")
"""What would make text in a resource a pattern: wildcards, and policy variables. A user's path may have them."""

SECRET_NAME = TextRule(pattern=r"[A-Za-z0-9/_+=.@-]+", maximum=512, wording="letters, digits and /_+=.@-")
"""Secrets Manager API Reference, CreateSecret, Name."""

MANAGED_POLICIES_PER_GROUP = Quota(default=10, maximum=10)
MANAGED_POLICIES_PER_USER = Quota(default=10, maximum=20)
MANAGED_POLICIES_PER_ROLE = Quota(default=20, maximum=25)
"""IAM User Guide, "IAM and AWS STS quotas". Its editions differ about roles (10, raised to 20, until 2023): the larger
numbers refuse nothing that an account may allow, and a smaller quota can be given."""

GROUPS_PER_USER = 10
"""IAM User Guide, "IAM and AWS STS quotas": fixed."""

MANAGED_POLICY_SIZE = 6144
"""IAM User Guide, "IAM and AWS STS quotas": characters of a managed policy, white space not counted. Fixed."""

TRUST_POLICY_SIZE = Quota(default=2048, maximum=8192)
"""IAM User Guide, "IAM and AWS STS quotas": characters of a role trust policy, white space not counted."""

SESSION_SECONDS = (3600, 43200)
"""MaxSessionDuration of a role, in seconds. IAM API Reference, CreateRole."""

RESOURCE = TextRule(
    pattern=r"\*|arn:[^\s]*\*[^\s]*|arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:[^\n]+", maximum=2048, wording="an ARN, or *"
)
"""IAM JSON policy elements: Resource. A wildcard may stand for several parts of an ARN."""

ACTION = TextRule(
    pattern=r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+", maximum=128, wording="service:Action, with * or ? as wildcards, or *"
)
CONDITION_OPERATOR = TextRule(
    pattern=r"(ForAllValues:|ForAnyValue:)?[A-Za-z]+", maximum=64, wording="an operator such as StringEquals"
)
CONDITION_KEY = TextRule(
    pattern=r"[A-Za-z0-9.-]+(/[^\s]+)?:[^\s]+", maximum=512, wording="a condition key such as aws:SourceAccount"
)
"""IAM JSON policy elements: Action; Condition operators; Condition keys. Whether AWS has the named one is a check."""


def arn_rule(service: str, resource: str, noun: str) -> TextRule:
    """Return the rule for the ARN of one thing in a Region; a pattern would stand for others too."""
    place = r"(\$\{AWS::Region\}|[a-z0-9-]+):(\$\{AWS::AccountId\}|[0-9]{12})"
    pattern = rf"arn:(\$\{{AWS::Partition\}}|aws[a-z-]*):{service}:{place}:{resource}"
    return TextRule(pattern=pattern, maximum=2048, wording=f"the ARN of {noun}")


QUEUE_ARN = arn_rule("sqs", r"[A-Za-z0-9_.-]+", "a queue of SQS")
STANDARD_QUEUE_ARN = arn_rule("sqs", r"[A-Za-z0-9_-]+", "a standard queue of SQS")
TOPIC_ARN = arn_rule("sns", r"[A-Za-z0-9_-]+", "a standard topic of SNS")
STREAM_ARN = arn_rule("kinesis", r"stream/[A-Za-z0-9_.-]+", "a stream of Kinesis")
CONSUMER_ARN = arn_rule("kinesis", r"stream/[A-Za-z0-9_.-]+/consumer/[A-Za-z0-9_.-]+:[0-9]+", "a consumer of a stream")
TABLE_STREAM_ARN = arn_rule("dynamodb", r"table/[A-Za-z0-9_.-]+/stream/[0-9A-Z:.-]+", "the stream of a DynamoDB table")
KAFKA_CLUSTER_ARN = arn_rule("kafka", r"cluster/[A-Za-z0-9-]+/[A-Za-z0-9-]+", "a cluster of MSK")
BROKER_ARN = arn_rule("mq", r"broker:[A-Za-z0-9_-]+:[A-Za-z0-9-]+", "a broker of Amazon MQ")
SECRET_ARN = arn_rule("secretsmanager", r"secret:[A-Za-z0-9/_+=.@-]+", "a secret, with the characters that AWS appends")
KEY_ARN = arn_rule("kms", r"key/[A-Za-z0-9-]+", "a KMS key, not of an alias")
"""Service Authorization Reference, the resource types of each service."""

KAFKA_TOPIC = TextRule(pattern=r"[A-Za-z0-9._-]+", maximum=249, wording="letters, digits and ._-")
KAFKA_GROUP = TextRule(pattern=r"[A-Za-z0-9/:_+=.@-]+", maximum=200, wording="letters, digits and /:_+=.@-")
"""Lambda API Reference, CreateEventSourceMapping: Topics; AmazonManagedKafkaEventSourceConfig: ConsumerGroupId, which
may have `*` too. In a policy that would be a pattern."""
