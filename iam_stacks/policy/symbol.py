"""Symbols: text that is known only at deployment, such as the name that CloudFormation will choose for a user.

A symbol is equal to itself and to no literal. Inside the engine it is one run of private-use characters, so that it
holds no colon, wildcard or variable; people read and write it as `${LogicalId}` or `${AWS::AccountId}`.
"""

import re

_OPEN, _CLOSE, _COLONS = "\ue000", "\ue001", "\ue002"
_INSIDE = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_SHOWN = re.compile(r"\$\{([A-Za-z0-9/._-]+|AWS::[A-Za-z]+)\}")


def symbol(name: str) -> str:
    """Return the symbol of a logical id, of `LogicalId.Attribute`, or of a pseudo parameter such as AWS::AccountId."""
    return f"{_OPEN}{name.replace('::', _COLONS)}{_CLOSE}"


def is_symbol(text: str) -> bool:
    """Tell whether the text is one symbol and nothing else."""
    return _INSIDE.fullmatch(text) is not None


def has_symbol(text: str) -> bool:
    """Tell whether a symbol is part of the text."""
    return _OPEN in text


def symbols_in(text: str) -> tuple[str, ...]:
    """Return the names of the symbols in the text, as people read them."""
    return tuple(name.replace(_COLONS, "::") for name in _INSIDE.findall(text))


def show_symbols(text: str) -> str:
    """Return the text as people read it: each symbol as `${Name}`."""
    return _INSIDE.sub(lambda match: f"${{{match[1].replace(_COLONS, '::')}}}", text)


def without_symbols(text: str) -> str:
    """Return the part of the text that is known."""
    return _INSIDE.sub("", text)


def read_symbols(text: str) -> str:
    """Return text that people wrote with its symbols: the inverse of `show_symbols`.

    Policy variables, such as `${aws:username}`, have one colon and stay as they are.
    """
    return _SHOWN.sub(lambda match: symbol(match[1]), text)
