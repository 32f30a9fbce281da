"""Who has access keys, how many, and how old they get."""

from __future__ import annotations

from collections import defaultdict

from iam_stacks.account.model import Declared
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of, claimed
from iam_stacks.evidence.values import from_json, number
from iam_stacks.policy.symbol import has_symbol, show_symbols, symbol

_ROTATED = "Custom::RotatedAccessKey"
"""The custom resource of our construct AccessKeyRotation."""
_OLDEST = 90
"""Days that a key may get old."""


def console_users_without_key(records: Records) -> Shown:
    """Return whether nobody has both a password and an access key from the start."""
    with_key = {name for keys in (_access_keys_of(records), _rotated_keys_of(records)) for name in keys}
    names = {user.arn: _folded(user.name) for user in records.account.users}
    users = [each for each in records.declared("AWS::IAM::User") if "LoginProfile" in each.properties]
    unknown = any(_is_of_somebody_unknown(records, name) for name in with_key)
    return all_of(
        claimed(
            called(user),
            [(_has_none(names.get(user.arn or ""), with_key, unknown), "has an access key from the start")],
        )
        for user in users
    )


def _has_none(name: str | None, with_key: set[str], unknown: bool) -> bool | None:
    if name in with_key:
        return False
    return None if name is None or unknown else True


def one_key(records: Records) -> Shown:
    """Return whether each user has one active access key at most."""
    keys, rotated = _access_keys_of(records), _rotated_keys_of(records)
    both = {name: [*keys.get(name, ()), *rotated.get(name, ())] for name in (*keys, *rotated)}
    unknown = [name for name in both if len(both) > 1 and _is_of_somebody_unknown(records, name)]
    whose = (Shown(open=tuple(f"it is not known whose key {called(key)} is" for key in both[name])) for name in unknown)
    each_user = (
        Shown(
            by=tuple(called(key) for key in listed),
            against=(f"{_name_of(listed[0])} has the keys {', '.join(map(called, listed))}",) * (len(listed) > 1),
            open=tuple(
                f"{called(key)} is on beside its successor until it is retired" for key in rotated.get(name, ())
            ),
        )
        for name, listed in both.items()
    )
    return all_of([*each_user, *whose])


def _name_of(key: Declared) -> str:
    return show_symbols(str(key.properties.get("UserName")))


def rotated(records: Records) -> Shown:
    """Return whether keys are replaced: ours by the schedule of their secret; how others are is not known."""
    schedules = records.declared("AWS::SecretsManager::RotationSchedule")
    days = {str(each.properties.get("SecretId")): _days(each) for each in schedules if each.certain}
    ours = [key for keys in _rotated_keys_of(records).values() for key in keys]
    others = [key for keys in _access_keys_of(records).values() for key in keys]
    return all_of(
        [
            *(claimed(called(key), _replaced(days.get(str(key.properties.get("SecretArn"))))) for key in ours),
            Shown(against=records.found("access-key-without-rotation")),
            Shown(open=tuple(f"{called(key)} is not replaced by AccessKeyRotation" for key in others)),
        ]
    )


def _days(schedule: Declared) -> float | None:
    return number(from_json(schedule.properties.get("RotationRules")).get("AutomaticallyAfterDays"))


def _replaced(days: float | None) -> list[Claim]:
    return [(None if days is None else days <= _OLDEST, f"gets older than {_OLDEST} days")]


def _access_keys_of(records: Records) -> dict[str, list[Declared]]:
    """Return the keys that CloudFormation makes, and that are not switched off."""
    keys = records.declared("AWS::IAM::AccessKey")
    return _by_user([key for key in keys if key.properties.get("Status") != "Inactive"])


def _rotated_keys_of(records: Records) -> dict[str, list[Declared]]:
    """Return the keys that our construct makes and replaces."""
    return _by_user(records.declared(_ROTATED))


def _is_of_somebody_unknown(records: Records, name: str) -> bool:
    """Tell whether only a deployment tells which user has a name."""
    return has_symbol(name) and all(_folded(user.name) != name for user in records.account.users)


def _by_user(keys: list[Declared]) -> dict[str, list[Declared]]:
    found: dict[str, list[Declared]] = defaultdict(list)
    for key in keys:
        # A name that cannot be read is of nobody who is known.
        found[_folded(str(key.properties.get("UserName", symbol(f"{key.place.logical_id}.UserName"))))].append(key)
    return found


def _folded(name: str) -> str:
    """Return a name as IAM tells users apart: not by case. Logical ids, which symbols have, it does.

    AWS source: IAM API Reference, CreateUser, UserName.
    """
    return name if has_symbol(name) else name.lower()
