"""A policy of AWS that is accepted at one group."""

from aws_cdk import App, Stack

from iam_stacks import Acknowledgement, IamGroup, IamUser, attach_packs

app = App()
stack = Stack(app, "Identities")
group = IamGroup(stack, "Readers", managed_policies=["ReadOnlyAccess"])
IamUser(stack, "JaneRoe", groups=[group])
accepted = Acknowledgement(scope=group, rule="IAM4", finding="ReadOnlyAccess", reason="they look after everything")
attach_packs(app, [accepted])
app.synth()
