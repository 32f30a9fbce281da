"""The ways to gain power, as data: one file for each theme."""

from iam_stacks.escalation.method import Method
from iam_stacks.escalation.methods.assuming import ASSUMING
from iam_stacks.escalation.methods.covered import COVERED
from iam_stacks.escalation.methods.creating import CREATING
from iam_stacks.escalation.methods.credentials import CREDENTIALS
from iam_stacks.escalation.methods.left_out import LEFT_OUT, LeftOut
from iam_stacks.escalation.methods.passing_builds import PASSING_BUILDS
from iam_stacks.escalation.methods.passing_containers import PASSING_CONTAINERS
from iam_stacks.escalation.methods.passing_data import PASSING_DATA
from iam_stacks.escalation.methods.passing_deployment import PASSING_DEPLOYMENT
from iam_stacks.escalation.methods.passing_functions import PASSING_FUNCTIONS
from iam_stacks.escalation.methods.passing_instances import PASSING_INSTANCES
from iam_stacks.escalation.methods.passing_left_out import PASSING_LEFT_OUT
from iam_stacks.escalation.methods.passing_models import PASSING_MODELS
from iam_stacks.escalation.methods.passing_schedules import PASSING_SCHEDULES
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
    "Passing a role to instances": PASSING_INSTANCES,
    "Passing a role to functions and state machines": PASSING_FUNCTIONS,
    "Passing a role to containers": PASSING_CONTAINERS,
    "Passing a role to builds": PASSING_BUILDS,
    "Passing a role to deployments": PASSING_DEPLOYMENT,
    "Passing a role to jobs of data": PASSING_DATA,
    "Passing a role to models and agents": PASSING_MODELS,
    "Passing a role to schedules": PASSING_SCHEDULES,
    "Running code on instances": RUNNING_INSTANCES,
    "Running code in functions and containers": RUNNING_CONTAINERS,
    "Running code in builds and state machines": RUNNING_DEPLOYMENT,
    "Running code in notebooks and agents": RUNNING_DATA,
}
"""All methods, by theme."""

METHODS: tuple[Method, ...] = tuple(method for theme in THEMES.values() for method in theme)
"""All methods."""

NOT_METHODS: tuple[LeftOut, ...] = (*LEFT_OUT, *PASSING_LEFT_OUT, *COVERED)
"""What is published, and is no method of its own."""
