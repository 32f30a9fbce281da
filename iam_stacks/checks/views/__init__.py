"""What rules look at: an account, its policies, and their statements, each knowing where it stands."""

from iam_stacks.checks.views.account import AccountView as AccountView
from iam_stacks.checks.views.policy import PolicyView as PolicyView
from iam_stacks.checks.views.statement import StatementView as StatementView
