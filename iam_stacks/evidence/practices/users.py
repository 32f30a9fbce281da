"""Users, and what they sign in with."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Declared, User
from iam_stacks.evidence.keys import access_keys_of, is_of_somebody_unknown, rotated_keys_of
from iam_stacks.evidence.mfa import needs_mfa
from iam_stacks.evidence.parameter import at_most
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of, claimed
from iam_stacks.evidence.unused import unused_access_within
from iam_stacks.evidence.values import from_json, number
from iam_stacks.monitoring.watched import CisNumbers
from iam_stacks.policy.symbol import show_symbols

_OLDEST = 90
"""Days that a key may get old."""
_DAYS = "maxCredentialUsageAge"


def _through_groups(records: Records) -> Shown:
    users = records.account.users
    return all_of([*(claimed(called(user), _own_policies(user)) for user in users), _of_users_elsewhere(records)])


def _of_users_elsewhere(records: Records) -> Shown:
    """Return which policies are given to users who are in nothing that was read."""
    here = {user.name for user in records.account.users}
    return Shown(
        against=tuple(
            f"{called(each)} is a policy of users: {show_symbols(', '.join(sorted(names)))}"
            for each in records.declared("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::UserPolicy")
            if (names := _users_of(each) - here)
        )
    )


def _users_of(policy: Declared) -> set[str]:
    named = policy.properties.get("Users", policy.properties.get("UserName", []))
    return set(map(str, named if isinstance(named, list) else [named]))


def _own_policies(user: User) -> Iterator[Claim]:
    names = dict.fromkeys((*user.attached, *(policy.name for policy in user.policies)))
    return ((False, f"has the policy {show_symbols(name)} itself") for name in names)


def _in_groups(records: Records) -> Shown:
    return all_of(claimed(called(user), [_in_group(records, user)]) for user in records.account.users)


def _in_group(records: Records, user: User) -> Claim:
    sure = set(user.group_names) - _perhaps_in(records, user)
    return bool(sure) or (None if user.group_names else False), "is in no group"


def _perhaps_in(records: Records, user: User) -> set[str]:
    """Return the names of groups that somebody may not be put into, because of a condition."""
    additions = [each for each in records.declared("AWS::IAM::UserToGroupAddition") if not each.certain]
    return {str(each.properties.get("GroupName")) for each in additions if user.name in _users_of(each)}


def _with_mfa(records: Records) -> Shown:
    return all_of(
        claimed(called(user), [(needs_mfa(user, _doubted(records, user)), "can act without MFA")])
        for user in records.account.users
    )


def _doubted(records: Records, user: User) -> frozenset[str]:
    perhaps = _perhaps_in(records, user)
    return records.doubted | {group.arn for group in user.groups if group.name in perhaps}


def _console_users_without_key(records: Records) -> Shown:
    with_key = {name for keys in (access_keys_of(records), rotated_keys_of(records)) for name in keys}
    names = {user.arn: user.name for user in records.account.users}
    users = [each for each in records.declared("AWS::IAM::User") if "LoginProfile" in each.properties]
    unknown = any(is_of_somebody_unknown(records, name) for name in with_key)
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


def _one_key(records: Records) -> Shown:
    keys, rotated = access_keys_of(records), rotated_keys_of(records)
    both = {name: [*keys.get(name, ()), *rotated.get(name, ())] for name in (*keys, *rotated)}
    unknown = [name for name in both if len(both) > 1 and is_of_somebody_unknown(records, name)]
    whose = (Shown(open=tuple(f"it is not known whose key {called(key)} is" for key in both[name])) for name in unknown)
    each_user = (
        Shown(
            by=tuple(called(key) for key in listed),
            against=(f"{show_symbols(name)} has the keys {', '.join(map(called, listed))}",) * (len(listed) > 1),
            open=tuple(
                f"{called(key)} is on beside its successor until it is retired" for key in rotated.get(name, ())
            ),
        )
        for name, listed in both.items()
    )
    return all_of([*each_user, *whose])


def _rotated(records: Records) -> Shown:
    """Return whether keys are replaced: ours by the schedule of their secret; how others are is not known."""
    schedules = records.declared("AWS::SecretsManager::RotationSchedule")
    days = {each.properties.get("SecretId"): _days(each) for each in schedules if each.certain}
    ours = [key for keys in rotated_keys_of(records).values() for key in keys]
    others = [key for keys in access_keys_of(records).values() for key in keys]
    return all_of(
        [
            *(claimed(called(key), _replaced(days.get(key.properties.get("SecretArn")))) for key in ours),
            Shown(against=records.found("access-key-without-rotation")),
            Shown(open=tuple(f"{called(key)} is not replaced by AccessKeyRotation" for key in others)),
        ]
    )


def _days(schedule: Declared) -> float | None:
    return number(from_json(schedule.properties.get("RotationRules")).get("AutomaticallyAfterDays"))


def _replaced(days: float | None) -> list[Claim]:
    return [(None if days is None else days <= _OLDEST, f"gets older than {_OLDEST} days")]


USER_PRACTICES: tuple[Practice, ...] = (
    Practice(
        id="mfa",
        says="a user can do hardly anything without MFA but set it up",
        cis=CisNumbers(v3="1.10", v5="1.9", v7="2.10"),
        security_hub=("IAM.5", "IAM.19"),
        config_rules=("MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", "IAM_USER_MFA_ENABLED"),
        our_rules=("mfa-deny-escaped-by-access-keys", "mfa-deny-escaped-by-sessions"),
        alarms=("ConsoleSignInWithoutMfa",),
        by=("MfaPolicy", "groups.NAME.mfa"),
        proof=_with_mfa,
        by_hand="each user sets up a device: until then the controls fail, and the user can do nothing else",
    ),
    Practice(
        id="console-user-without-key",
        says="who signs in to the console gets no access key at the start",
        cis=CisNumbers(v3="1.11", v5="1.10"),
        our_rules=("console-user-with-key",),
        by=("IamUser", "users.NAME.console_access"),
        proof=_console_users_without_key,
    ),
    Practice(
        id="credentials-unused-45-days",
        says="passwords and keys that nobody used for 45 days are switched off",
        cis=CisNumbers(v3="1.12", v5="1.11", v7="2.11"),
        security_hub=("IAM.22",),
        config_rules=("IAM_USER_UNUSED_CREDENTIALS_CHECK",),
        parameters=(at_most(_DAYS, 45, "90"),),
        watchers=unused_access_within(45),
        by=("IdentityConfigRules", "AccessAnalyzers", "monitoring.config", "monitoring.access_analyzers"),
        by_hand="switch off what the credential report shows to be unused",
    ),
    Practice(
        id="credentials-unused-90-days",
        says="passwords and keys that nobody used for 90 days are switched off",
        security_hub=("IAM.8",),
        config_rules=("IAM_USER_UNUSED_CREDENTIALS_CHECK",),
        parameters=(at_most(_DAYS, 90, "90"),),
        watchers=unused_access_within(90),
        by=("IdentityConfigRules", "AccessAnalyzers", "monitoring.config", "monitoring.access_analyzers"),
        by_hand="switch off what the credential report shows to be unused",
    ),
    Practice(
        id="one-access-key",
        says="a user has one active access key at most",
        cis=CisNumbers(v3="1.13", v5="1.12"),
        by=("IamUser", "users.NAME.programmatic_access"),
        proof=_one_key,
    ),
    Practice(
        id="access-key-rotation",
        says="access keys are replaced after 90 days or sooner",
        cis=CisNumbers(v3="1.14", v5="1.13", v7="2.12"),
        security_hub=("IAM.3",),
        config_rules=("ACCESS_KEYS_ROTATED",),
        parameters=(at_most("maxAccessKeyAge", 90, "90"),),
        our_rules=("access-key-without-rotation",),
        by=("AccessKeyRotation", "users.NAME.programmatic_access"),
        proof=_rotated,
    ),
    Practice(
        id="permissions-through-groups",
        says="users have permissions by their groups only",
        cis=CisNumbers(v3="1.15", v5="1.14", v7="2.13"),
        security_hub=("IAM.2",),
        config_rules=("IAM_USER_NO_POLICIES_CHECK",),
        nag_rules=("NIST.800.53.R5-IAMUserNoPolicies",),
        our_rules=("policy-attached-to-user",),
        by=("IamUser", "IamGroup", "users.NAME.groups"),
        proof=_through_groups,
    ),
    Practice(
        id="users-in-groups",
        says="each user is in a group",
        config_rules=("IAM_USER_GROUP_MEMBERSHIP_CHECK",),
        nag_rules=("NIST.800.53.R5-IAMUserGroupMembership",),
        by=("IamGroup", "users.NAME.groups"),
        proof=_in_groups,
    ),
    Practice(
        id="users-managed-centrally",
        says="people come from one directory, and not as users of each account",
        cis=CisNumbers(v3="1.21", v5="1.20", v7="2.19"),
        by=("SamlProvider", "OidcProvider", "providers"),
        by_hand="federate the directory, or use IAM Identity Center, and have no users for people in other accounts",
    ),
)
"""AWS source: Security Hub User Guide, "Security Hub CSPM controls for IAM"; CIS numbers: see `practices`."""
