"""`python -m benchmarks`: measure everything, and print it as tables."""

from benchmarks import checks, decisions, questions

for part in (decisions, questions, checks):
    print(part.report())  # noqa: T201 - a command line prints
