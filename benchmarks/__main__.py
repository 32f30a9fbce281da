"""`python -m benchmarks`: measure everything, and print it as tables."""

from benchmarks import checks, decisions, escalation, questions, synth

for part in (decisions, questions, checks, escalation, synth):
    print(part.report())  # noqa: T201 - a command line prints
