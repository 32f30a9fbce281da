"""`iam.yaml`: typed models, a loader that reports every fault at once, a JSON Schema. Loads no jsii."""

from iam_stacks.config.account import Account
from iam_stacks.config.boundary import Boundary
from iam_stacks.config.estate import Estate
from iam_stacks.config.fault import ConfigError, Fault, InputError
from iam_stacks.config.group import Group
from iam_stacks.config.guarantee import Guarantee
from iam_stacks.config.loader import LoadedEstate, load
from iam_stacks.config.model import Acknowledgement
from iam_stacks.config.policy import Policy, Statement
from iam_stacks.config.provider import Provider
from iam_stacks.config.quotas import Quotas
from iam_stacks.config.role import Role
from iam_stacks.config.settings import Settings
from iam_stacks.config.trust import Surroundings, Trust, WebIdentity
from iam_stacks.config.user import AccessKeyRotation, User

__all__ = [
    "AccessKeyRotation",
    "Account",
    "Acknowledgement",
    "Boundary",
    "ConfigError",
    "Estate",
    "Fault",
    "Group",
    "Guarantee",
    "InputError",
    "LoadedEstate",
    "Policy",
    "Provider",
    "Quotas",
    "Role",
    "Settings",
    "Statement",
    "Surroundings",
    "Trust",
    "User",
    "WebIdentity",
    "load",
]
