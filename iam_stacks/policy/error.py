"""The one exception of this package."""


class PolicyError(ValueError):
    """A policy, or a part of one, that IAM would refuse or that would not mean what it says."""
