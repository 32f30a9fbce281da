"""The same as `IamApp`, for those who would rather call a function."""

from iam_stacks import build_app

passed, report = build_app(context={"config": "iam.yaml"}).check()
assert passed, report
