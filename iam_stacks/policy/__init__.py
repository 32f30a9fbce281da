"""The IAM policy language in pure Python: no CDK, no Node, nothing of ours but this package."""

from iam_stacks.policy import limits
from iam_stacks.policy.decision import Decision, Reason
from iam_stacks.policy.document import Document
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.evaluator import Evaluator, evaluate
from iam_stacks.policy.explanation import Considered
from iam_stacks.policy.pseudo import PSEUDO_PARAMETERS, fill_pseudo_parameters, has_token
from iam_stacks.policy.request import Request
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
