"""The managed rules of AWS Config that are about identities, and about the trail that watches them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_GROUP = "AWS::IAM::Group"
_POLICY = "AWS::IAM::Policy"
_ROLE = "AWS::IAM::Role"
_USER = "AWS::IAM::User"

IDENTITY_TYPES = (_GROUP, _POLICY, _ROLE, _USER)
"""The types of IAM that AWS Config records, and that the rules judge.

AWS source: AWS Config Developer Guide, "Recording AWS Resources", Global Resources.
"""

# A boundary that allows everything grants nothing. Security Hub leaves them out too: IAM.1.
_NO_BOUNDARIES = MappingProxyType({"excludePermissionBoundaryPolicy": True})
_ALL_MANAGEMENT_EVENTS = MappingProxyType({"readWriteType": "ALL", "includeManagementEvents": True})
_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class ConfigRule:
    """A managed rule of AWS Config.

    Attributes:
        identifier: AWS's name of it, such as `ACCESS_KEYS_ROTATED`.
        says: what is so where the rule is met, in words, without a period.
        judges: the types whose changes make AWS Config evaluate it; none: it is evaluated periodically.
        parameters: what it is given, whatever the settings of an account.
        page: its page in the AWS Config Developer Guide, if that is not named by the identifier.
    """

    identifier: str
    says: str
    judges: tuple[str, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    page: str = ""

    @property
    def name(self) -> str:
        """Its identifier in PascalCase: the construct's id, such as `AccessKeysRotated`."""
        return "".join(word.capitalize() for word in self.identifier.split("_"))

    @property
    def periodic(self) -> bool:
        """Whether it is evaluated by the clock, rather than when something changes."""
        return not self.judges

    @property
    def source(self) -> str:
        """The AWS page that it is from."""
        return f"AWS Config Developer Guide, {self.page or self.identifier.lower().replace('_', '-')}"


CONFIG_RULES: tuple[ConfigRule, ...] = (
    ConfigRule(identifier="ACCESS_KEYS_ROTATED", says="no active access key is older than allowed"),
    ConfigRule(identifier="IAM_GROUP_HAS_USERS_CHECK", says="each group has a user", judges=(_GROUP,)),
    ConfigRule(
        identifier="IAM_NO_INLINE_POLICY_CHECK",
        says="no user, group or role has an inline policy",
        judges=(_GROUP, _ROLE, _USER),
    ),
    ConfigRule(identifier="IAM_PASSWORD_POLICY", says="the password policy asks for what it should"),
    ConfigRule(
        identifier="IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
        says="no customer managed policy allows all actions on all resources",
        judges=(_POLICY,),
        parameters=_NO_BOUNDARIES,
    ),
    ConfigRule(
        identifier="IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS",
        says="no customer managed policy allows all actions of a service",
        judges=(_POLICY,),
        parameters=_NO_BOUNDARIES,
    ),
    ConfigRule(identifier="IAM_ROOT_ACCESS_KEY_CHECK", says="the root user has no access key"),
    ConfigRule(identifier="IAM_USER_GROUP_MEMBERSHIP_CHECK", says="each user is in a group", judges=(_USER,)),
    ConfigRule(identifier="IAM_USER_MFA_ENABLED", says="each user has MFA"),
    ConfigRule(
        identifier="IAM_USER_NO_POLICIES_CHECK", says="users have permissions through groups only", judges=(_USER,)
    ),
    ConfigRule(identifier="IAM_USER_UNUSED_CREDENTIALS_CHECK", says="no password or active access key lies unused"),
    ConfigRule(identifier="MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", says="each user with a password has MFA"),
    ConfigRule(identifier="ROOT_ACCOUNT_MFA_ENABLED", says="the root user has MFA"),
    ConfigRule(identifier="ROOT_ACCOUNT_HARDWARE_MFA_ENABLED", says="the root user has MFA, on a device of its own"),
    ConfigRule(identifier="CLOUD_TRAIL_ENABLED", says="there is a trail", page="cloudtrail-enabled"),
    ConfigRule(
        identifier="MULTI_REGION_CLOUD_TRAIL_ENABLED",
        says="a trail is of all Regions, and logs all management events",
        parameters=_ALL_MANAGEMENT_EVENTS,
        page="multi-region-cloudtrail-enabled",
    ),
    ConfigRule(identifier="CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED", says="trails send to a log group"),
    ConfigRule(identifier="CLOUD_TRAIL_ENCRYPTION_ENABLED", says="trails are encrypted with a KMS key"),
    ConfigRule(identifier="CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED", says="log files of trails are validated"),
)
"""All of them, by what they are about.

AWS source: AWS Config Developer Guide, "List of AWS Config Managed Rules", and each rule's page.
"""
