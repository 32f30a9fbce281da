"""What AWS accepts of those who are trusted by name: services, accounts, organizations."""

from __future__ import annotations

from iam_stacks.policy.limits.arn_rule import ANY_FIELD
from iam_stacks.policy.limits.text_rule import TextRule

SERVICE_PRINCIPAL = TextRule(
    pattern=r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?",
    maximum=128,
    wording="a service principal such as lambda.amazonaws.com",
)
"""IAM JSON policy elements: Principal, "AWS service principals". The length is ours."""

WORKLOAD_NAME = TextRule(pattern=r"[A-Za-z0-9_*?-]+", maximum=255, wording="letters, digits and _-, and wildcards")
SOURCE_ARN = TextRule(
    pattern=rf"arn:{ANY_FIELD}+:[a-z0-9-]+:{ANY_FIELD}*:{ANY_FIELD}*:\S+",
    maximum=2048,
    wording="an ARN, with * for what is not known",
)
TRUSTED_PRINCIPAL = TextRule(
    pattern=r"[0-9]{12}|\$\{AWS::AccountId\}"
    r"|arn:(aws[a-z-]*|\$\{AWS::Partition\}):(iam|sts)::([0-9]{12}|\$\{AWS::AccountId\}):"
    r"(root|(user|role|assumed-role|federated-user)/((?!\$\{)[^*?\s])+)",
    maximum=2048,
    wording="an account of 12 digits, or the ARN of a user, role or session, without wildcards",
)
"""IAM JSON policy elements: Principal. IAM refuses a wildcard in part of a name."""

EXTERNAL_ID = TextRule(
    pattern=r"[A-Za-z0-9_+=,.@:/-]*", minimum=2, maximum=1224, wording="letters, digits and _+=,.@:/-"
)
"""STS API Reference, AssumeRole, ExternalId."""

MFA_AGE_SECONDS = (60, 129600)
"""The longest session with MFA lasts 36 hours (STS API Reference, GetSessionToken). The least is ours."""

SOURCE_IDENTITY = TextRule(
    pattern=r"\*|[A-Za-z0-9_+=,.@*-]{2,64}", maximum=64, wording="2 to 64 letters, digits and _+=,.@-, or * for any"
)
"""STS API Reference, AssumeRole, SourceIdentity."""

ORGANIZATION_ID = TextRule(pattern=r"o-[a-z0-9]{10,32}", maximum=34, wording="an id such as o-a1b2c3d4e5")
ORGANIZATION_PATH = TextRule(
    pattern=r"o-[a-z0-9]{10,32}/(\*|r-[0-9a-z]{4,32}/(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}/)*(\*|ou-\*)?)",
    maximum=512,
    wording="a path such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*, which ends with / or with /*",
)
"""Organizations API Reference, Organization, OrganizationalUnit; IAM User Guide, aws:PrincipalOrgPaths."""

REGION = TextRule(pattern=r"[a-z]{2,4}(-[a-z]+)+-[0-9]+", maximum=32, wording="a Region such as eu-central-1")
