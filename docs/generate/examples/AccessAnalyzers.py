"""An analyzer of what outsiders may use, and one of what nobody has used for 90 days.

- External access is found for free, in the Region of the stack: have one in each Region that is in use.
- Unused access is off unless it is asked for: AWS charges for each role and user, every month. One Region is enough.
- Security Hub may have made an analyzer of unused access already, free of charge: `aws accessanalyzer list-analyzers`
  says so.
- `organization=True`, in the management account or the delegated administrator's, analyzes all accounts.
"""

from aws_cdk import App, Duration, Stack

from iam_stacks import AccessAnalyzers

stack = Stack(App(), "Monitoring")
analyzers = AccessAnalyzers(stack, "Analyzers", unused_after=Duration.days(90))
