"""The ways to gain power, as data: one file for each theme."""

from iam_stacks.escalation.method import Method
from iam_stacks.escalation.methods.assuming import ASSUMING
from iam_stacks.escalation.methods.creating import CREATING
from iam_stacks.escalation.methods.credentials import CREDENTIALS
from iam_stacks.escalation.methods.rewriting import REWRITING
from iam_stacks.escalation.methods.running_containers import RUNNING_CONTAINERS
from iam_stacks.escalation.methods.running_data import RUNNING_DATA
from iam_stacks.escalation.methods.running_deployment import RUNNING_DEPLOYMENT
from iam_stacks.escalation.methods.running_instances import RUNNING_INSTANCES

THEMES: dict[str, tuple[Method, ...]] = {
    "Giving permissions": REWRITING,
    "Making credentials": CREDENTIALS,
    "Assuming roles": ASSUMING,
    "Creating principals": CREATING,
    "Running code on instances": RUNNING_INSTANCES,
    "Running code in containers and functions": RUNNING_CONTAINERS,
    "Running code in notebooks, jobs and agents": RUNNING_DATA,
    "Changing what is deployed and built": RUNNING_DEPLOYMENT,
}
"""All methods, by theme."""

METHODS: tuple[Method, ...] = tuple(method for theme in THEMES.values() for method in theme)
"""All methods."""
