from benchmarks.checks import managed_policies
from iam_stacks.account.aws_managed import aws_managed_names


def test_all_policies_of_aws_are_written_as_if_somebody_here_had() -> None:
    account = managed_policies()
    assert [each.place.template for each in account.written] == list(aws_managed_names())
    assert [each.fault for each in account.written if each.policy is None] == []
    assert account.unresolved == ()
