"""Filter patterns of CloudWatch Logs for events in JSON: an evaluator for tests.

It reads what the documentation describes and refuses everything else. What the documentation leaves open is decided
against the pattern: no comparison, not even `!=`, holds of a property that is missing or is no text or number.

AWS source: CloudWatch Logs User Guide, "Filter pattern syntax for metric filters, subscription filters, filter log
events, and Live Tail" and "Using filter patterns to match terms in JSON log events".
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from typing import Any, NoReturn

Test = Callable[[Any], bool]

_TOKEN = re.compile(
    r"""
      (?P<mark>     && | \|\| | [(){}] | [!<>]= | [<>=] )
    | (?P<selector> \$ (?: \.[\w-]+ (?: \[\d+\] )* )+ )
    | (?P<regex>    %[^%]+% )
    | (?P<quoted>   "(?:[^"\\]|\\.)*" )
    | (?P<bare>     [\w.*+-]+ )
    | (?P<space>    \s+ )
    | (?P<unknown>  . )
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)
_STEP = re.compile(r"\[\d+\]|[\w-]+", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?")
_REGEX = re.compile(r"%[\w#=@/;,\-^$?\[\]{}|\\*+. :]+%", re.ASCII)
_MOST_REGEXES = 2
_MISSING = object()
_NUMERIC: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_WORDS: Mapping[tuple[str, str], Test] = {
    ("NOT", "EXISTS"): lambda found: found is _MISSING,
    ("IS", "NULL"): lambda found: found is None,
    ("IS", "TRUE"): lambda found: found is True,
    ("IS", "FALSE"): lambda found: found is False,
}


class PatternError(ValueError):
    """A filter pattern that the documentation does not describe."""


def matches(pattern: str, event: Mapping[str, Any]) -> bool:
    """Tell whether the pattern matches the event; raise PatternError if it is malformed."""
    return _Reader(pattern).whole()(event)


class _Reader:
    """Reads a pattern from left to right; what it has read becomes a test of an event."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._tokens = _tokens(pattern)
        self._regexes = 0
        self._now = next(self._tokens)

    def whole(self) -> Test:
        self._expect("{")
        test = self._either()
        self._expect("}")
        if self._now[0] != "end":
            self._refuse("nothing more")
        return test

    def _either(self) -> Test:
        return self._joined("||", self._both, any)

    def _both(self) -> Test:
        return self._joined("&&", self._condition, all)

    def _joined(self, mark: str, read: Callable[[], Test], join: Callable[[Iterator[bool]], bool]) -> Test:
        tests = [read()]
        while self._takes(mark):
            tests.append(read())
        return lambda event: join(test(event) for test in tests)

    def _condition(self) -> Test:
        if self._takes("("):
            test = self._either()
            self._expect(")")
            return test
        steps = _STEP.findall(self._take("a selector such as $.eventName", "selector")[1])
        test = self._comparison()
        return lambda event: test(reduce(_inside, steps, event))

    def _comparison(self) -> Test:
        kind, sign = self._take("a comparison", "mark", "bare")
        if kind == "bare":
            words = (sign, self._take("EXISTS, NULL, TRUE or FALSE", "bare")[1])
            return _WORDS.get(words) or self._refuse(f"NOT EXISTS or IS NULL, IS TRUE, IS FALSE before {words}")
        if sign in _NUMERIC:
            number, compare = float(self._number()), _NUMERIC[sign]
            return lambda found: _is_number(found) and compare(found, number)
        if sign not in ("=", "!="):
            self._refuse(f"a comparison instead of {sign}")
        equal = self._equal()
        return lambda found: (_is_number(found) or isinstance(found, str)) and equal(found) is (sign == "=")

    def _number(self) -> str:
        if not _NUMBER.fullmatch(self._now[1]):
            self._refuse("a number")
        return self._take("a number", "bare")[1]

    def _equal(self) -> Test:
        """Return the test of a text or number for what is written next."""
        kind, text = self._take("a value", "bare", "quoted", "regex")
        if kind == "regex":
            return self._regular(text)
        if kind == "bare" and _NUMBER.fullmatch(text):
            return lambda found: found == (float(text) if _is_number(found) else text)
        return _like(json.loads(text) if kind == "quoted" else text)

    def _regular(self, text: str) -> Test:
        self._regexes += 1
        if self._regexes > _MOST_REGEXES or not _REGEX.fullmatch(text):
            self._refuse(
                f"at most {_MOST_REGEXES} regular expressions, of plain characters and no groups, before {text}"
            )
        try:
            expression = re.compile(text[1:-1], re.ASCII)
        except re.error as error:
            self._refuse(f"a regular expression ({error}) before {text}")
        return lambda found: isinstance(found, str) and expression.search(found) is not None

    def _takes(self, mark: str) -> bool:
        taken = self._now == ("mark", mark)
        if taken:
            self._now = next(self._tokens)
        return taken

    def _expect(self, mark: str) -> None:
        if not self._takes(mark):
            self._refuse(mark)

    def _take(self, wanted: str, *kinds: str) -> tuple[str, str]:
        taken = self._now
        if taken[0] not in kinds:
            self._refuse(wanted)
        self._now = next(self._tokens)
        return taken

    def _refuse(self, wanted: str) -> NoReturn:
        raise PatternError(f"wanted {wanted} before {self._now[1]!r} in {self._pattern}")


def _tokens(pattern: str) -> Iterator[tuple[str, str]]:
    for token in _TOKEN.finditer(pattern):
        if token.lastgroup != "space":
            yield str(token.lastgroup), token.group()
    yield "end", ""


def _inside(value: Any, step: str) -> Any:
    """Return what a step of a selector leads to: the name of a property, or an index in brackets."""
    if not step.startswith("["):
        return value.get(step, _MISSING) if isinstance(value, Mapping) else _MISSING
    index = int(step.strip("[]"))
    return value[index] if isinstance(value, list) and index < len(value) else _MISSING


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _like(text: str) -> Test:
    """Return the test for a text: an asterisk at its start or end stands for anything, one in between for itself."""
    inner = re.escape(text.strip("*"))
    before, after = (".*" if star else "" for star in (text.startswith("*"), text.endswith("*")))
    expression = re.compile(f"{before}{inner}{after}", re.DOTALL)
    return lambda found: expression.fullmatch(str(found)) is not None
