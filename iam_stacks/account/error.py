"""The one exception of this package."""


class AccountError(ValueError):
    """What was asked for is not in the account, or what describes the account cannot be read."""
