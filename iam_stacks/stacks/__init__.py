"""Thin stacks: what `iam.yaml` says, composed of constructs."""
