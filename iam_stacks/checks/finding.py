"""A finding of a pack of cdk-nag or of ours, and the ways in which people write what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

PACK = "IamChecks"
"""The name of our own pack: an id that acknowledges begins with it."""
ANNOTATIONS = "Construct Annotations"
"""The name under which CDK reports what constructs say of themselves."""

_NAMESPACE = "Annotation"
_OUR_ANNOTATIONS = "iam-stacks:"
_RULE = re.compile(r"(?P<rule>[^\[]+)(\[(?P<subject>.*)\])?", re.DOTALL)
_DIGITS = re.compile(r"\.[0-9a-f]{8}(?= |$)")
_RULE_THREW = "Rule threw an error"
_KIND = re.compile(r"^(Action|Policy|Resource)::")
_ARN = re.compile(r"^arn:(<AWS::Partition>|aws[a-z-]*):")
_AWS_MANAGED = re.compile(r"^iam::aws:policy/")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule of one pack about one resource.

    Attributes:
        pack: the pack's name, such as `AwsSolutions`, or CDK's `Construct Annotations`.
        rule: the rule, with the pack's name if it is one of cdk-nag, such as `AwsSolutions-IAM4`.
        subject: what the rule names in brackets, such as `Resource::arn:<AWS::Partition>:s3:::example-data/*`.
        path: the path of the construct.
        unjudged: whether the rule broke down instead of judging, and so may hide findings.
    """

    pack: str
    rule: str
    subject: str | None
    path: str
    unjudged: bool = False

    @classmethod
    def parse(cls, pack: str, rule_name: str, path: str, description: str = "") -> Finding:
        """Read the name that a pack gives to a violation: a rule, and maybe a subject in brackets."""
        match = _RULE.fullmatch(rule_name.removeprefix(f"{_NAMESPACE}::") if pack == ANNOTATIONS else rule_name)
        rule, subject = (match["rule"], match["subject"]) if match else (rule_name, None)
        return cls(pack=pack, rule=rule, subject=subject, path=path, unjudged=description.startswith(_RULE_THREW))

    @property
    def paths(self) -> tuple[str, ...]:
        """The path of the construct, and of each that contains it, from the innermost on."""
        return tuple(accumulate(self.path.split("/"), "{}/{}".format))[::-1]

    @property
    def qualified_id(self) -> str:
        """The id that acknowledges this finding and no other, for CDK's `Validations`."""
        subject = "" if self.subject is None else f"[{self.subject}]"
        pack = _NAMESPACE if self.pack == ANNOTATIONS else self.pack
        return f"{pack}::{self.rule}{subject}"

    @property
    def rule_names(self) -> tuple[str, str]:
        """The rule's name, with the pack's and without."""
        return self.rule, self.rule.removeprefix(self._prefix)

    @property
    def is_of_nag(self) -> bool:
        """Whether a pack of cdk-nag found it."""
        return self.pack != ANNOTATIONS and self.rule.startswith(self._prefix)

    @property
    def can_be_accepted(self) -> bool:
        """Whether a pack of cdk-nag or one of ours found it, and not CDK itself."""
        return self.pack == PACK or self.rule.startswith(self._prefix)

    @property
    def _prefix(self) -> str:
        return _OUR_ANNOTATIONS if self.pack == ANNOTATIONS else f"{self.pack}-"

    @property
    def spellings(self) -> list[str]:
        """What the rule names, in all ways in which an acknowledgement may write it, the best to read first."""
        spell = _our_spellings if self.pack == PACK else _spellings
        return [] if self.subject is None else list(spell(self.subject))[::-1]

    @property
    def short_subject(self) -> str:
        """What the rule names, in the fewest words; empty if it names nothing."""
        return next(iter(self.spellings), "")

    def is_about(self, written: str | None) -> bool:
        """Tell whether a user who wrote this, or nothing, meant this finding."""
        if self.subject is None or written is None:
            return self.subject is written
        return _alike(written) in map(_alike, self.spellings)


def _spellings(subject: str) -> Iterator[str]:
    """Yield the subject as the pack writes it, then ever shorter: without kind, partition, and AWS's own path."""
    yield subject
    for prefix in (_KIND, _ARN, _AWS_MANAGED):
        subject = prefix.sub("", subject)
        yield subject


def _our_spellings(subject: str) -> Iterator[str]:
    """Yield the subject, then without what tells it apart, and last, for messages, without a statement's digits."""
    plain = _DIGITS.sub("", subject)
    yield subject
    yield plain.partition(" ")[0]
    yield plain


def _alike(written: str) -> str:
    """Write references as cdk-nag does, `<AWS::Region>` for `${AWS::Region}`, and spaces as CDK shows them."""
    return re.sub(r"\$\{([^}]*)\}", r"<\1>", written).replace(" ", "-")
