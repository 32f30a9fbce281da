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
        if given is not None and not has_token(given) and not self.accepts(given):
            raise PolicyError(f"{what} {given!r} is not allowed; give {self.allowed}")

    @property
    def allowed(self) -> str:
        """The rule in words, for messages."""
        length = f"{self.minimum} to {self.maximum:,}" if self.minimum < self.maximum else f"{self.maximum:,}"
        return f"{length} characters: {self.wording}"


_NAME = r"[A-Za-z0-9_+=,.@-]+"
_NAME_WORDING = "letters, digits and _+=,.@-"

# Source of the lengths and patterns: IAM API Reference, the parameter's page of each Create* action; the same
# numbers stand in "IAM and AWS STS quotas" of the IAM User Guide.
USER_NAME = TextRule(pattern=_NAME, maximum=64, wording=_NAME_WORDING)
ROLE_NAME = TextRule(pattern=_NAME, maximum=64, wording=_NAME_WORDING)
GROUP_NAME = TextRule(pattern=_NAME, maximum=128, wording=_NAME_WORDING)
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

SERVICE_PRINCIPAL = TextRule(
    pattern=r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?",
    maximum=128,
    wording="a service principal such as lambda.amazonaws.com",
)
"""IAM JSON policy elements: Principal, "AWS service principals". The length is ours."""

PROVIDER_URL = TextRule(
    pattern=r"https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~/-]+)?", maximum=255, wording="an https URL without port or query"
)
AUDIENCE = TextRule(pattern=r"[^\s*?]+", maximum=255, wording="a client id without spaces, * or ?")
"""IAM API Reference, CreateOpenIDConnectProvider: https, no port, no query, at most 255 characters; a client id too."""

SUBJECT = TextRule(pattern=r"((?!\$\{)[^*?])+", maximum=1024, wording="one exact subject, without *, ? or ${...}")
"""The length is ours, with room: OpenID Connect Core 1.0, section 2, allows `sub` 255 ASCII characters."""

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
TAG_VALUE = TextRule(pattern=r"[\w \t.:/=+@-]*", minimum=0, maximum=256, wording="letters, digits, spaces and _.:/=+-@")

PATTERN_CHARACTERS = frozenset("*?$")
"""What would make text in a resource a pattern: wildcards, and policy variables. A user's path may have them."""

SECRET_NAME = TextRule(pattern=r"[A-Za-z0-9/_+=.@-]+", maximum=512, wording="letters, digits and /_+=.@-")
"""Secrets Manager API Reference, CreateSecret, Name."""

GROUPS_PER_USER = 10
"""IAM User Guide, "IAM and AWS STS quotas": fixed."""

MANAGED_POLICY_SIZE = 6144
"""IAM User Guide, "IAM and AWS STS quotas": characters of a managed policy, white space not counted. Fixed."""

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
