from iam_stacks.config import Quotas
from iam_stacks.policy.limits import QUOTAS


def test_the_file_can_say_every_quota_that_aws_can_raise() -> None:
    raisable = {name for name, quota in QUOTAS.items() if quota.maximum > quota.default}
    assert {name.replace("_", "-") for name in Quotas.model_fields} == raisable


def test_quotas_of_the_file_have_the_names_that_checks_have() -> None:
    assert Quotas(roles_per_account=2000).raised == {"roles-per-account": 2000}
    assert Quotas().raised == {}
