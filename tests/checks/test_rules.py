"""What all rules have in common."""

import re
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules import FAMILIES, RULES

TESTS = Path(__file__).parent / "rules"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
class TestARule:
    def test_its_id_is_a_sentence_fragment_in_kebab_case(self, rule: Rule[Any]) -> None:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.id)

    def test_it_says_what_is_wrong_and_how_to_mend_it_in_a_sentence_each(self, rule: Rule[Any]) -> None:
        for text in (rule.says, rule.because, rule.fix, rule.source):
            assert text == text.strip()
            assert text
            assert not text.endswith(".")

    def test_its_own_tests_name_it(self, rule: Rule[Any]) -> None:
        named = [file for file in TESTS.rglob("test_*.py") if f'"{rule.id}"' in file.read_text(encoding="utf-8")]
        assert named


def test_no_two_rules_have_the_same_id() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_every_rule_is_of_one_family() -> None:
    assert sorted(rule.id for rules in FAMILIES.values() for rule in rules) == sorted(rule.id for rule in RULES)
