"""Constructs that are usable from any stack, with no `iam.yaml` at hand."""
