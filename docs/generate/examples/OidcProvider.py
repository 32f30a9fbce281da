"""GitHub, for workflows that ask for tokens for AWS STS.

- It is CloudFormation's own resource, and needs no Lambda function with rights of its own.
- A second provider of the same URL is refused at synthesis: an account can have one.
- Audiences must be named. Which tokens may have a role stands in the role's trust policy.
"""

from aws_cdk import App, Stack

from iam_stacks import OidcProvider

stack = Stack(App(), "Providers")
provider = OidcProvider(
    stack, "GitHub", url="https://token.actions.githubusercontent.com", audiences=["sts.amazonaws.com"]
)
