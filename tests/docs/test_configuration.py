"""The reference of `iam.yaml` as a reader meets it."""

from docs.generate.configuration import configuration


def test_many_names_are_listed_elsewhere() -> None:
    values = [row.split(" | ")[1] for row in configuration().splitlines() if row.startswith("| `leave_out` |")]
    assert values == [
        "list of [alarm](alarms.md)",
        "list of [notice](alarms.md#notices-of-events)",
        "list of [rule of AWS Config](alarms.md#rules-of-aws-config)",
    ]


def test_the_default_of_nothing_is_said_once() -> None:
    assert "Default: none." not in configuration()
