"""`python -m benchmarks`: measure everything, and print it as tables."""

from benchmarks import decisions, questions

for part in (decisions, questions):
    print(part.report())  # noqa: T201 - a command line prints
