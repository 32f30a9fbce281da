"""Names, paths and lengths as AWS has them: the one table that every model, builder and check reads."""

from iam_stacks.policy.limits.alarms import *  # noqa: F403 - one namespace, in files by what they are about
from iam_stacks.policy.limits.credentials import *  # noqa: F403
from iam_stacks.policy.limits.federation import *  # noqa: F403
from iam_stacks.policy.limits.functions import *  # noqa: F403
from iam_stacks.policy.limits.identities import *  # noqa: F403
from iam_stacks.policy.limits.policies import *  # noqa: F403
from iam_stacks.policy.limits.principals import *  # noqa: F403
from iam_stacks.policy.limits.quotas import *  # noqa: F403
from iam_stacks.policy.limits.text_rule import *  # noqa: F403
from iam_stacks.policy.limits.trails import *  # noqa: F403
from iam_stacks.policy.limits.vendors import *  # noqa: F403
