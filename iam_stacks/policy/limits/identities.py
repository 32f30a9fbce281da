"""What IAM accepts as names, paths and tags of identities."""

from __future__ import annotations

from iam_stacks.policy.limits.text_rule import TextRule

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
POLICY_DESCRIPTION = TextRule(pattern=r"(?s:.*)", minimum=0, maximum=1000, wording="any text")
VIRTUAL_MFA_NAME = TextRule(pattern=_NAME, maximum=226, wording=_NAME_WORDING)
"""CloudFormation Template Reference, AWS::IAM::VirtualMFADevice, VirtualMfaDeviceName."""

PASSWORD = TextRule(pattern=r"[\t\n\r -ÿ]+", maximum=128, wording="Latin-1 text")
"""IAM API Reference, CreateLoginProfile, Password."""

ACCOUNT_ID = TextRule(pattern=r"[0-9]{12}", minimum=12, maximum=12, wording="digits only")
MANAGED_POLICY = TextRule(
    pattern=rf"({_NAME}/)*{_NAME}",
    maximum=512,
    wording="the name of an AWS-managed policy with its path, such as service-role/AWSLambdaBasicExecutionRole",
)
# IAM User Guide, "Rules for tagging in IAM and AWS STS".
TAG_KEY = TextRule(
    pattern=r"(?!aws:)[\w \t.:/=+@-]+", maximum=128, wording="letters, digits, spaces and _.:/=+-@, not aws:"
)
TAG_VALUE = TextRule(pattern=r"[\w \t.:/=+@-]*", minimum=0, maximum=256, wording="letters, digits, spaces and _.:/=+-@")
SECRET_NAME = TextRule(pattern=r"[A-Za-z0-9/_+=.@-]+", maximum=512, wording="letters, digits and /_+=.@-")
"""Secrets Manager API Reference, CreateSecret, Name."""

SESSION_SECONDS = (3600, 43200)
"""MaxSessionDuration of a role, in seconds. IAM API Reference, CreateRole."""
