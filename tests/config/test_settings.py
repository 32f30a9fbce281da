import pytest

from iam_stacks.config import InputError, Settings


def test_nothing_in_the_context_means_the_defaults() -> None:
    assert Settings.read({}.get) == Settings(config="iam.yaml", stack_name="Iam", account=None, region=None)


def test_each_key_is_read() -> None:
    context = {"config": "a.yaml", "stack_name": "Mine", "account": "123456789012", "region": "us-gov-west-1"}
    assert Settings.read(context.get) == Settings(**context)


def test_all_values_that_cannot_be_used_are_named_at_once() -> None:
    context = {"config": "", "stack_name": "my stack", "account": 123456789012, "region": "Frankfurt"}
    with pytest.raises(InputError) as refusal:
        Settings.read(context.get)
    assert [line.partition(":")[0] for line in str(refusal.value).splitlines()] == [
        "context config", "context stack_name", "context account", "context region",
    ]  # fmt: skip
    assert "given 'my stack'; allowed: 1 to 100 characters: letters, digits and -, first a letter" in str(refusal.value)
