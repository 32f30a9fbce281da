"""Whom roles trust, in `iam.yaml`: one model for each kind of principal."""

from iam_stacks.config.trust.federated import WebIdentity
from iam_stacks.config.trust.surroundings import Surroundings
from iam_stacks.config.trust.trust import Trust

__all__ = ["Surroundings", "Trust", "WebIdentity"]
