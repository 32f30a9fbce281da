"""The rules of this package as a plugin of CDK: they run at every synthesis, over all stacks of an app."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from pathlib import Path

import jsii
from aws_cdk import (
    IPolicyValidationContext,
    IPolicyValidationPlugin,
    PolicyValidationPluginReport,
    PolicyViolatingResource,
    PolicyViolation,
)

from iam_stacks.account.account import Account
from iam_stacks.account.cloudformation.metadata import Metadata, read_metadata
from iam_stacks.account.load import load_each
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.examination import Examination, Setting
from iam_stacks.checks.finding import PACK
from iam_stacks.checks.remarks import remarks
from iam_stacks.checks.rule import ERROR
from iam_stacks.checks.rules import RULES
from iam_stacks.guarantees.guarantee import Guarantee
from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.position import show_path


@jsii.implements(IPolicyValidationPlugin)
class IamChecks:
    """Checks identities, trust, policies of resources and quotas of an app: `Validations.of(app).add_plugins(...)`.

    What it finds is acknowledged one by one, at the construct that causes it, as `IamChecks::rule[finding]`. Errors
    fail the synthesis, warnings do not.
    """

    def __init__(
        self,
        *,
        severities: Mapping[str, Setting] | None = None,
        quotas: Mapping[str, int] | None = None,
        off: Collection[str] = (),
        account: str | None = None,
        own_accounts: Collection[str] = (),
        administrators: Sequence[str] = (),
        targets: Sequence[str] = (),
        guarantees: Sequence[Guarantee] = (),
    ) -> None:
        """Choose what is checked, and how severely.

        Args:
            severities: by rule, `error` or `warning`. Default: what each rule says.
            quotas: what AWS has changed for the account, by name, such as `{"managed-policies-per-role": 25}`.
                Default: AWS's own.
            off: rules that are not wanted. Default: none, all rules are.
            account: the account, 12 digits, of stacks that do not say theirs. Default: it is not known, and stacks of
                another stage may be of another account.
            own_accounts: the accounts that are ours besides, which need no external id. Default: none is known.
            administrators: who is meant to be an administrator, such as `role/Deploy` or `group/Admins`: whoever else
                can become one is a finding. Default: nobody is named.
            targets: what few may reach, such as `s3:GetObject arn:aws:s3:::payroll/*`: whoever can gain it without
                having it is a finding. Default: nothing.
            guarantees: what must be true. Default: nothing.

        Raises:
            PolicyError: there is no such rule, severity or quota, it is no account, or a selection, target or guarantee
                cannot be read; all faults at once.
        """
        faults: list[str] = []
        try:
            limits.ACCOUNT_ID.require("account", account)
        except PolicyError as error:
            faults.append(str(error))
        chosen: dict[str, Setting] = {**(severities or {}), **dict.fromkeys(off, "off")}
        try:
            self._examination = Examination(
                severities=chosen,
                quotas=quotas or {},
                own_accounts=own_accounts,
                administrators=administrators,
                targets=targets,
                guarantees=guarantees,
            )
        except PolicyError as error:
            faults.append(str(error))
        if faults:
            raise PolicyError("\n".join(faults))
        self._account = account

    @property
    def name(self) -> str:
        """The name that ids which acknowledge begin with."""
        return PACK

    @property
    def version(self) -> str | None:
        """None: it is versioned with the package."""
        return None

    @property
    def rule_ids(self) -> list[str] | None:
        """All rules."""
        return [rule.id for rule in RULES]

    def validate(self, context: IPolicyValidationContext) -> PolicyValidationPluginReport:
        """Examine what was synthesized."""
        folders = _outermost(Path(template).parent for template in context.template_paths)
        accounts = load_each(folders, account=self._account)
        violations = list(chain.from_iterable(map(_violations, accounts, self._examination.of_each(accounts))))
        errors = any(violation.severity == ERROR for violation in violations)
        return PolicyValidationPluginReport(success=not errors, violations=violations)


def _violations(account: Account, diagnoses: Iterable[Diagnosis]) -> Iterator[PolicyViolation]:
    metadata = read_metadata(map(Path, account.files.values()))
    for _, same in groupby(sorted(diagnoses, key=_sameness), key=_sameness):
        yield _violation(list(same), account, metadata)


def _outermost(folders: Iterable[Path]) -> list[Path]:
    """Return each folder that is in none of the others: an assembly tells of those in it."""
    different = set(folders)
    return sorted(folder for folder in different if not different.intersection(folder.parents))


def _sameness(diagnosis: Diagnosis) -> tuple[str, str, str]:
    """What CDK cannot tell apart when it is acknowledged is one violation."""
    return diagnosis.place.template, diagnosis.element, diagnosis.qualified_rule


def _violation(same: list[Diagnosis], account: Account, metadata: Metadata) -> PolicyViolation:
    first = same[0]
    template = first.place.template
    said = remarks(same)
    resource = PolicyViolatingResource(
        resource_logical_id=first.element or None,
        template_path=str(account.files.get(template, template)) or None,
        construct_path=metadata.paths.get((template, first.element)),
        locations=list(dict.fromkeys(show_path(each.place.path) for each in same if each.place.path)),
    )
    return PolicyViolation(
        rule_name=first.qualified_rule,
        description=said.text,
        fix=first.fix,
        severity=first.severity,
        rule_metadata=said.details,
        violating_resources=[resource],
    )
