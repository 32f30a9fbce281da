"""Names, paths and lengths as IAM has them: the one table that every model and check reads."""

import re
from dataclasses import dataclass


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
PROVIDER_URL = TextRule(
    pattern=r"https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~/-]+)?", maximum=255, wording="an https URL without port or query"
)
"""IAM API Reference, CreateOpenIDConnectProvider: https, no port, no query, at most 255 characters."""

AUDIENCE = TextRule(pattern=r"[^\s*?]+", maximum=255, wording="a client id without spaces, * or ?")
SUBJECT = TextRule(pattern=r"[^*?]+", maximum=1024, wording="one exact subject, without * or ?")

MANAGED_POLICY = TextRule(
    pattern=rf"({_NAME}/)*{_NAME}",
    maximum=512,
    wording="the name of an AWS-managed policy with its path, such as service-role/AWSLambdaBasicExecutionRole",
)
LOG_GROUP_NAME = TextRule(pattern=r"[A-Za-z0-9_/.#-]+", maximum=512, wording="letters, digits and _/.#-")
"""CloudWatch Logs API Reference, CreateLogGroup, logGroupName."""

TAG_KEY = TextRule(
    pattern=r"(?!aws:)[\w \t.:/=+@-]+", maximum=128, wording="letters, digits, spaces and _.:/=+-@, not aws:"
)
TAG_VALUE = TextRule(pattern=r"[\w \t.:/=+@-]*", minimum=0, maximum=256, wording="letters, digits, spaces and _.:/=+-@")

SESSION_SECONDS = (3600, 43200)
"""MaxSessionDuration of a role, in seconds. IAM API Reference, CreateRole."""

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
