"""`python -m benchmarks`: measure everything, and print it as tables."""

from benchmarks import checks, decisions, questions, synth

for part in (decisions, questions, checks, synth):
    print(part.report())  # noqa: T201 - a command line prints
