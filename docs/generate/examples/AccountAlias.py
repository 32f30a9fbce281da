"""The name in the sign-in URL of the account.

- The alias stays when the stack is deleted, unless you choose otherwise.
- The function that sets it has rights on aliases only, and none to delete one that you retain.
- An alias that IAM would not accept, and a second one in the same account, are refused at synthesis.
"""

from aws_cdk import App, Stack

from iam_stacks import AccountAlias

stack = Stack(App(), "Identities")
alias = AccountAlias(stack, "Alias", alias="example-team")
