"""Showing lines. That a terminal has colours is tested with the command."""

import sys

import pytest

from iam_stacks.reports.terminal import printable, show_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("arn:aws:s3:::é ${Queue}", "arn:aws:s3:::é ${Queue}"),
        ("\x1b[31mred\n", "\\x1b[31mred\\n"),
        ("\udcff\u202e\ue000", "\\udcff\\u202e\\ue000"),
    ],
)
def test_what_is_not_visible_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_file_gets_lines_without_styles(capsys: pytest.CaptureFixture[str]) -> None:
    show_lines([[("allowed", "green"), " a\x1b"], ["b"]])
    assert capsys.readouterr().out == "allowed a\\x1b\nb\n"


def test_lines_without_a_place_to_go_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    show_lines([["a"]])


def test_a_terminal_gets_colours_and_nothing_is_markup(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    long = "[bold]" + "x" * 200
    show_lines([[("allowed", "green"), f" {long}"]])
    assert capsys.readouterr().out == f"\x1b[32mallowed\x1b[0m {long}\n"
