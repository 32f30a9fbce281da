"""The app: configuration, then stacks, then checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import aws_cdk as cdk
from constructs import IConstruct

from iam_stacks.checks.acknowledgements import Acknowledgement
from iam_stacks.checks.iam_checks import IamChecks
from iam_stacks.checks.plugin import attach_packs, nag_packs
from iam_stacks.config import Estate, LoadedEstate, Settings, load
from iam_stacks.reports.text import text_report
from iam_stacks.reports.violation import read_report
from iam_stacks.stacks.estate_stack import EstateStack
from iam_stacks.stacks.identity_stack import IdentityStack
from iam_stacks.stacks.monitoring_stack import MonitoringStack
from iam_stacks.stacks.roles_stack import RolesStack

_WE_REPORT_OURSELVES = {"@aws-cdk/core:failSynthOnValidationErrors": False}
"""CDK would print its long form and raise; `IamApp.check` prints a short one, with lines of `iam.yaml`."""

_CONFIG = "iam-stacks:config"


class IamApp(cdk.App):
    """An estate as a CDK app.

    Attributes:
        identity: the stack of people.
        roles: the stack of roles.
        monitoring: the stack of what watches them; None unless `iam.yaml` asks for it.
        acknowledgements: the findings that are accepted, from `iam.yaml` and from our constructs.
        origins: where `iam.yaml` speaks of each construct: its path, to `iam.yaml:12:3`.
    """

    def __init__(self, *, context: Mapping[str, object], outdir: str | None = None) -> None:
        """Define the stacks and attach the checks.

        Args:
            context: defaults for the context, such as that of `cdk.json`; what the CDK CLI gives has precedence.
            outdir: the folder to synthesize to. Default: a temporary one, or what the CDK CLI says.

        Raises:
            InputError: the configuration or the context cannot be used.
        """
        super().__init__(context=dict(context), post_cli_context=_WE_REPORT_OURSELVES, outdir=outdir)
        settings = Settings.read(self.node.try_get_context)
        loaded = load(settings.config, account=settings.account, region=settings.region)
        env = cdk.Environment(account=settings.account, region=settings.region)
        self.identity = IdentityStack(self, f"{settings.stack_name}Identity", estate=loaded.estate, env=env)
        self.roles = RolesStack(self, f"{settings.stack_name}Roles", estate=loaded.estate, env=env)
        self.roles.add_stack_dependency(self.identity)
        self.monitoring = self._monitoring(f"{settings.stack_name}Monitoring", loaded.estate, env)
        stacks: list[EstateStack] = [self.identity, self.roles, *([self.monitoring] if self.monitoring else [])]
        written = [accepted for stack in stacks for accepted in _acknowledgements(stack, loaded)]
        expected = [found for stack in stacks for found in stack.expected_findings]
        self.acknowledgements = (*map(Acknowledgement.of, expected), *written)
        self.origins = {
            _noted(thing, loaded.line(*key)): loaded.origin(*key)
            for stack in stacks
            for key, thing in stack.things.items()
        }
        estate = loaded.estate
        ours = IamChecks(
            severities=estate.checks.severities,
            off=estate.checks.off,
            quotas=estate.quotas.raised,
            own_accounts=estate.own_accounts,
            administrators=estate.administrators,
            targets=estate.targets,
            guarantees=[guarantee.stated() for guarantee in estate.guarantees],
        )
        attach_packs(self, [*expected, *written], packs=[*nag_packs(self), ours])

    def _monitoring(self, name: str, estate: Estate, env: cdk.Environment) -> MonitoringStack | None:
        if estate.monitoring is None:
            return None
        return MonitoringStack(
            self,
            name,
            estate=estate,
            monitoring=estate.monitoring,
            password_policy=self.identity.password_policy,
            env=env,
        )

    def check(self) -> tuple[bool, str]:
        """Synthesize, and return whether it may be deployed and a report that is empty if there is nothing to say."""
        violations = read_report(Path(self.synth().directory))
        return not any(violation.blocks for violation in violations), text_report(violations, self.origins)


def build_app(*, context: Mapping[str, object], outdir: str | None = None) -> IamApp:
    """Build the app from configuration and context; the arguments are those of `IamApp`."""
    return IamApp(context=context, outdir=outdir)


def _noted(thing: IConstruct, origin: str) -> str:
    """Write down where a thing is configured, for whoever reads the assembly, and return its path."""
    node = thing.node
    node.add_metadata(_CONFIG, origin)
    return node.path


def _acknowledgements(stack: EstateStack, loaded: LoadedEstate) -> Iterator[Acknowledgement]:
    for (section, name), thing in stack.things.items():
        for index, written in enumerate(loaded.estate.thing(section, name).acknowledge):
            yield Acknowledgement(
                scope=thing,
                rule=written.rule,
                finding=written.finding,
                reason=written.reason,
                origin=loaded.origin(section, name, "acknowledge", index),
            )
