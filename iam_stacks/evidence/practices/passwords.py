"""What the password policy asks for."""

from __future__ import annotations

from iam_stacks.evidence import parameter
from iam_stacks.evidence.parameter import Parameter, is_true
from iam_stacks.evidence.password_policies import Ask, asks_for, at_least, at_most, is_on
from iam_stacks.evidence.practice import Practice
from iam_stacks.monitoring.watched import CisNumbers

_LENGTH, _REUSE, _AGE = "MinimumPasswordLength", "PasswordReusePrevention", "MaxPasswordAge"
_UPPERCASE, _LOWERCASE = "RequireUppercaseCharacters", "RequireLowercaseCharacters"
_NUMBERS, _SYMBOLS = "RequireNumbers", "RequireSymbols"

_TOO_SHORT, _AGAIN, _TOO_OLD = "allows shorter passwords", "allows former passwords sooner", "lets passwords get older"
_UPPER = is_on(_UPPERCASE, "asks for no upper-case letter")
_LOWER = is_on(_LOWERCASE, "asks for no lower-case letter")
_DIGIT = is_on(_NUMBERS, "asks for no digit")
_SYMBOL = is_on(_SYMBOLS, "asks for no symbol")


def _length(least: int) -> tuple[Ask, Parameter]:
    return at_least(_LENGTH, least, _TOO_SHORT), parameter.at_least(_LENGTH, least, "14")


def _reuse(least: int) -> tuple[Ask, Parameter]:
    return at_least(_REUSE, least, _AGAIN), parameter.at_least(_REUSE, least, "24")


_EXPIRY = at_most(_AGE, 90, _TOO_OLD), parameter.at_most(_AGE, 90, "90")


def _practice(
    id: str, says: str, setting: str, control: str, *asked: tuple[Ask, Parameter], cis: CisNumbers | None = None
) -> Practice:
    return Practice(
        id=id,
        says=says,
        cis=cis or CisNumbers(),
        security_hub=(control,),
        config_rules=("IAM_PASSWORD_POLICY",),
        parameters=tuple(parameter for _, parameter in asked),
        by=("PasswordPolicy", f"account.password_policy{setting}"),
        proof=asks_for(*(ask for ask, _ in asked)),
    )


_LETTERS = (_UPPER, is_true(_UPPERCASE)), (_LOWER, is_true(_LOWERCASE))
_OTHERS = (_DIGIT, is_true(_NUMBERS)), (_SYMBOL, is_true(_SYMBOLS))

PASSWORD_PRACTICES: tuple[Practice, ...] = (
    _practice(
        *("password-length", "a password has 14 characters or more", ".minimum_length", "IAM.15", _length(14)),
        cis=CisNumbers(v3="1.8", v5="1.7", v7="2.8"),
    ),
    _practice(
        *("password-reuse", "none of the last 24 passwords can be used again", ".reuse_prevention", "IAM.16"),
        *(_reuse(24),),
        cis=CisNumbers(v3="1.9", v5="1.8", v7="2.9"),
    ),
    _practice(
        "password-upper-case", "a password has an upper-case letter", ".require_uppercase", "IAM.11", _LETTERS[0]
    ),
    _practice("password-lower-case", "a password has a lower-case letter", ".require_lowercase", "IAM.12", _LETTERS[1]),
    _practice("password-symbol", "a password has a symbol", ".require_symbols", "IAM.13", _OTHERS[1]),
    _practice("password-digit", "a password has a digit", ".require_numbers", "IAM.14", _OTHERS[0]),
    _practice("password-expiry", "a password is replaced after 90 days or sooner", ".max_age_days", "IAM.17", _EXPIRY),
    _practice(
        *("password-strength", "a password has 8 characters or more, and one of each kind", "", "IAM.7", _length(8)),
        *(*_LETTERS, *_OTHERS),
    ),
    _practice(
        "password-strength-pci",
        "a password has 7 characters or more, letters of both cases and a digit; it is replaced after 90 days, and not "
        "by one of the last 4",
        *("", "IAM.10", _length(7), *_LETTERS, _OTHERS[0], _reuse(4), _EXPIRY),
    ),
)
"""AWS source: Security Hub User Guide, "Security Hub CSPM controls for IAM"; CIS numbers: see `practices`."""
