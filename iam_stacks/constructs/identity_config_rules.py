"""Managed rules of AWS Config about identities."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, get_args

from aws_cdk import Duration
from aws_cdk import aws_config as config
from constructs import Construct

from iam_stacks.constructs.config_recorder import ConfigRecorder
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.given import require_has, require_switch
from iam_stacks.constructs.left_out import remaining
from iam_stacks.constructs.password_policy import PasswordPolicy
from iam_stacks.constructs.password_requirements import ASKED_BY_DEFAULT
from iam_stacks.constructs.ranges import days_within
from iam_stacks.monitoring.config_rules import CONFIG_RULES, ConfigRule
from iam_stacks.policy import PolicyError, limits

Recorder: TypeAlias = Literal["existing", "create"]

_KEY_AGE = Duration.days(90)
_UNUSED = Duration.days(45)


class IdentityConfigRules(Construct):
    """AWS's own rules about users, groups, policies, the root user and trails, judged by AWS Config.

    One Region is enough: IAM is the same in all. It must be one that had AWS Config before February 2022: in others
    AWS Config records no users, groups, roles and policies.

    AWS Config charges for each evaluation of a resource by a rule, and for each change that is recorded: see "AWS
    Config pricing" at https://aws.amazon.com/config/pricing/. Some rules are evaluated once a day, the others when
    something of theirs changes.

    AWS source: AWS Config Developer Guide, "List of AWS Config Managed Rules", and the page of each rule; "Recording
    AWS Resources", Global Resources.

    Attributes:
        rules: the rules, by AWS's identifier.
        recorder: the recorder that was created; None if there was one.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        recorder: Recorder,
        service_linked_role: bool = False,
        password_policy: PasswordPolicy | None = None,
        max_access_key_age: Duration = _KEY_AGE,
        unused_after: Duration = _UNUSED,
        leave_out: Sequence[str] = (),
    ) -> None:
        """Define the rules.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            recorder: `existing` if the account has a configuration recorder in the Region, which must record users,
                groups, roles and policies; `create` if not. A Region has one, with one delivery channel, and AWS
                refuses a second. To find out: `aws configservice describe-configuration-recorders`.
            service_linked_role: with `create`, let AWS Config use its service-linked role, rather than one that is made
                for it. It must be there: `aws iam create-service-linked-role --aws-service-name config.amazonaws.com`.
                Security Hub asks for it (Config.1), and for a record of all that its controls are about, which is more
                than identities. Default: no.
            password_policy: the password policy that the account must have. What it does not ask for is not checked.
                Default: what `PasswordPolicy` asks for by default.
            max_access_key_age: the age up to which access keys may be active, in whole days: from 1 to 90. Default: 90
                days.
            unused_after: for how long passwords and active access keys may lie unused, in whole days: from 1 to 365.
                Default: 45 days.
            leave_out: the identifiers of rules to do without, such as those that the Region does not have. Default:
                none.

        Raises:
            PolicyError: recorder is neither, or another is created in the account and Region; a number of days is not
                allowed; there is no such rule to leave out, or all are left out; service_linked_role is given without a
                recorder to create.
        """
        _require_recorder(recorder, service_linked_role)
        rules = remaining({rule.identifier: rule for rule in CONFIG_RULES}, leave_out)
        asked = _asked(password_policy)
        key_age = days_within("max_access_key_age", max_access_key_age, limits.ACCESS_KEY_AGE)
        unused = days_within("unused_after", unused_after, limits.UNUSED_CREDENTIALS_AGE)
        parameters: dict[str, Mapping[str, object]] = {
            # What is not given is not checked. Security Hub gives this rule no age and no number of former passwords,
            # and so checks neither (Security Hub User Guide, IAM.7).
            "IAM_PASSWORD_POLICY": {name: value for name, value in asked.items() if value is not None},
            "ACCESS_KEYS_ROTATED": {"maxAccessKeyAge": key_age},
            "IAM_USER_UNUSED_CREDENTIALS_CHECK": {"maxCredentialUsageAge": unused},
        }
        if recorder == "create":
            ConfigRecorder.require_first(scope, id)
        super().__init__(scope, id)
        self.recorder = (
            ConfigRecorder(self, "Recorder", service_linked_role=service_linked_role) if recorder == "create" else None
        )
        self.rules: Mapping[str, config.ManagedRule] = {
            rule.identifier: self._rule(rule, parameters.get(rule.identifier, rule.parameters)) for rule in rules
        }

    def _rule(self, rule: ConfigRule, parameters: Mapping[str, object]) -> config.ManagedRule:
        types = [config.ResourceType.of(name) for name in rule.judges]
        daily = config.MaximumExecutionFrequency.TWENTY_FOUR_HOURS
        defined = config.ManagedRule(
            self,
            rule.name,
            identifier=rule.identifier,
            description=rule.says,
            input_parameters={name: _as_text(value) for name, value in parameters.items()} or None,
            maximum_execution_frequency=daily if rule.periodic else None,
            rule_scope=config.RuleScope.from_resources(types) if types else None,
        )
        if self.recorder is not None:
            # AWS refuses a rule before there is a recorder.
            defined.node.add_dependency(self.recorder.recorder, self.recorder.channel)
        return defined

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What a recorder that is created causes."""
        return () if self.recorder is None else self.recorder.expected_findings


def _require_recorder(recorder: object, service_linked_role: bool) -> None:
    if recorder not in get_args(Recorder):
        raise PolicyError(
            f"recorder {recorder!r} is not allowed; give 'existing' if the account has a configuration recorder in the "
            "Region, 'create' if not: a Region has one, and one delivery channel, and AWS refuses a second; "
            "`aws configservice describe-configuration-recorders` says what is there"
        )
    require_switch("service_linked_role", service_linked_role)
    if service_linked_role and recorder != "create":
        raise PolicyError("service_linked_role goes with recorder 'create': what is there has a role already")


def _asked(policy: PasswordPolicy | None) -> Mapping[str, object]:
    if policy is None:
        return ASKED_BY_DEFAULT.named()
    require_has("password_policy", policy, "requirements", "a PasswordPolicy")
    return policy.requirements


def _as_text(value: object) -> str:  # of booleans, AWS Config knows `true` in lower case only
    return value if isinstance(value, str) else json.dumps(value)
