"""What passwords must be like."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PasswordRequirements:
    """What a password policy asks of passwords.

    Attributes:
        minimum_length: characters, at least.
        require_symbols: whether one of the symbols that IAM counts as such.
        require_numbers: whether a digit.
        require_uppercase: whether an upper-case letter.
        require_lowercase: whether a lower-case letter.
        reuse_prevention: how many former passwords cannot be used again; None for none.
        max_age: after how many days a password must be changed; None for never.
    """

    minimum_length: int = 14
    require_symbols: bool = True
    require_numbers: bool = True
    require_uppercase: bool = True
    require_lowercase: bool = True
    reuse_prevention: int | None = 24
    max_age: float | None = 90

    def named(self) -> dict[str, float | bool | None]:
        """Return them in the names that IAM and AWS Config share."""
        return {
            "MinimumPasswordLength": self.minimum_length,
            "RequireSymbols": self.require_symbols,
            "RequireNumbers": self.require_numbers,
            "RequireUppercaseCharacters": self.require_uppercase,
            "RequireLowercaseCharacters": self.require_lowercase,
            "PasswordReusePrevention": self.reuse_prevention,
            "MaxPasswordAge": self.max_age,
        }


ASKED_BY_DEFAULT = PasswordRequirements()
