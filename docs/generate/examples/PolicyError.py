"""What is refused says what was given and what to do instead."""

from iam_stacks import PolicyError, TrustPolicy

try:
    TrustPolicy.github_actions(repository="example-org/*", branch="main")
except PolicyError as error:
    message = str(error)
assert message.startswith("repository 'example-org/*' is not allowed; give ")
