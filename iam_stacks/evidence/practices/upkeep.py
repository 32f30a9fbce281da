"""What keeps an account in order: analyzers, tags, certificates."""

from __future__ import annotations

from collections.abc import Iterable

from iam_stacks.account.model import Declared, Thing
from iam_stacks.evidence.analyzers import ANALYZER, external_access
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Shown, all_of, claimed
from iam_stacks.evidence.values import objects
from iam_stacks.monitoring.watched import CisNumbers


def _tagged(about: Thing | Declared, keys: Iterable[object]) -> Shown:
    """Return whether somebody has given tags, and not only AWS; a stack may have more, for all that is in it."""
    has = any(not str(key).startswith("aws:") for key in keys)
    in_template = isinstance(about, Declared) or about.logical_id is not None
    if in_template and not has:
        return Shown(open=(f"{called(about)} has no tag in the template; its stack may give one",))
    return claimed(called(about), [(has, "has no tag")])


def _analyzers_tagged(records: Records) -> Shown:
    analyzers = records.declared(ANALYZER)
    return all_of(_tagged(each, [tag.get("Key") for tag in objects(each.properties.get("Tags"))]) for each in analyzers)


def _roles_tagged(records: Records) -> Shown:
    """Return whether roles are tagged; nobody can tag those that are linked to a service."""
    roles = [role for role in records.account.roles if not role.path.startswith("/aws-service-role/")]
    return all_of(_tagged(role, dict(role.tags)) for role in roles)


def _users_tagged(records: Records) -> Shown:
    return all_of(_tagged(user, dict(user.tags)) for user in records.account.users)


UPKEEP_PRACTICES: tuple[Practice, ...] = (
    Practice(
        id="external-access-analyzer",
        says="IAM Access Analyzer looks for access from outside",
        cis=CisNumbers(v3="1.20", v5="1.19", v7="2.18"),
        security_hub=("IAM.28",),
        config_rules=("IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED",),
        by=("AccessAnalyzers", "monitoring.access_analyzers"),
        proof=external_access,
        by_hand="an analyzer is of one Region: deploy one in each Region that is used",
    ),
    Practice(
        id="analyzers-tagged",
        says="analyzers have a tag",
        security_hub=("IAM.23",),
        proof=_analyzers_tagged,
    ),
    Practice(id="roles-tagged", says="roles have a tag", security_hub=("IAM.24",), proof=_roles_tagged),
    Practice(id="users-tagged", says="users have a tag", security_hub=("IAM.25",), proof=_users_tagged),
    Practice(
        id="no-expired-certificates",
        says="IAM keeps no server certificate that has expired",
        cis=CisNumbers(v3="1.19", v5="1.18", v7="2.17"),
        security_hub=("IAM.26",),
        config_rules=("IAM_SERVER_CERTIFICATE_EXPIRATION_CHECK",),
        by_hand="delete what has expired of `aws iam list-server-certificates`, and keep certificates in ACM",
    ),
)
"""AWS source: Security Hub User Guide, "Security Hub CSPM controls for IAM"; CIS numbers: see `practices`."""
