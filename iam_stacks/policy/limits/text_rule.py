"""A rule for one kind of text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.pseudo import has_token


@dataclass(frozen=True, kw_only=True)
class TextRule:
    """What IAM accepts as one kind of text.

    Attributes:
        pattern: a regular expression that the whole text must match.
        minimum: the least number of characters.
        maximum: the greatest number of characters.
        wording: the pattern in words, for messages.
    """

    pattern: str
    minimum: int = 1
    maximum: int
    wording: str

    def accepts(self, text: str) -> bool:
        """Tell whether IAM would accept the text."""
        return self.minimum <= len(text) <= self.maximum and re.fullmatch(self.pattern, text) is not None

    def require(self, what: str, given: str | None) -> None:
        """Refuse text that IAM would not accept; what is not given, or known only at deployment, is not judged.

        Raises:
            PolicyError: it says what was given and what is allowed.
        """
        if self._refuses(given):
            raise PolicyError(f"{what} {given!r} is not allowed; give {self.allowed}")

    def require_quietly(self, what: str, given: str | None) -> None:
        """Refuse text like `require`, but do not repeat it: it is long, or may hold what is secret.

        Raises:
            PolicyError: it says what is allowed.
        """
        if self._refuses(given):
            raise PolicyError(f"{what} of {len(str(given)):,} characters is not allowed; give {self.allowed}")

    def _refuses(self, given: str | None) -> bool:
        # Types say text, but not everybody has them checked.
        return given is not None and not (isinstance(given, str) and (has_token(given) or self.accepts(given)))

    @property
    def allowed(self) -> str:
        """The rule in words, for messages."""
        length = f"{self.minimum:,} to {self.maximum:,}" if self.minimum < self.maximum else f"{self.maximum:,}"
        return f"{length} characters: {self.wording}"
