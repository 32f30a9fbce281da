"""What services of code, infrastructure and containers accept as names."""

from __future__ import annotations

from iam_stacks.policy.limits.arn_rule import EXACT_FIELD
from iam_stacks.policy.limits.text_rule import TextRule

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
    pattern=rf"arn:{EXACT_FIELD}+:eks:{EXACT_FIELD}+:{EXACT_FIELD}+:cluster/[A-Za-z0-9_-]+",
    maximum=512,
    wording="a cluster's ARN",
)
