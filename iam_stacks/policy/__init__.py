"""The IAM policy language in pure Python: no CDK, no Node, nothing of ours but this package."""

from typing import TYPE_CHECKING, Any

from iam_stacks.policy import limits
from iam_stacks.policy.decision import Decision, Reason
from iam_stacks.policy.document import Document
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.evaluator import Evaluator, evaluate
from iam_stacks.policy.explanation import Considered
from iam_stacks.policy.pseudo import PSEUDO_PARAMETERS, fill_pseudo_parameters, has_token
from iam_stacks.policy.request import Request

if TYPE_CHECKING:
    from iam_stacks.policy.trust import TrustPolicy

__all__ = [
    "PSEUDO_PARAMETERS",
    "Considered",
    "Decision",
    "Document",
    "Evaluator",
    "PolicyError",
    "Reason",
    "Request",
    "TrustPolicy",
    "evaluate",
    "fill_pseudo_parameters",
    "has_token",
    "limits",
]


def __getattr__(name: str) -> Any:
    """Import the builders when they are first used: no question and no check needs them."""
    if name != "TrustPolicy":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from iam_stacks.policy.trust import TrustPolicy

    return TrustPolicy
