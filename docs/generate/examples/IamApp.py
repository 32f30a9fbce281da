"""The whole of `app.py`, but for the context that `cdk.json` has; `check` gives a short report and raises nothing.

- Every check is on: four packs of cdk-nag, CDK's own validation, and our checks of what is accepted.
- It needs no network and no credentials.
"""

from iam_stacks import IamApp

app = IamApp(context={"config": "iam.yaml"})
passed, report = app.check()
assert passed, report
