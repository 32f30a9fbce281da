"""cdk-nag's packs and ours, with acknowledgements that are held to what they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import cdk_nag
import jsii
from aws_cdk import (
    App,
    IPolicyValidationContext,
    IPolicyValidationPlugin,
    PolicyValidationPluginReport,
    PolicyViolatingResource,
    PolicyViolation,
    Validations,
)

from iam_stacks.checks.acknowledgements import Acknowledgement, Expected, Ledger
from iam_stacks.checks.finding import Finding
from iam_stacks.checks.iam_checks import IamChecks

REVIEW = "Acknowledgements"
MISFIT = "acknowledgement-does-not-fit"

Pack: TypeAlias = cdk_nag.NagPack | IamChecks


def attach_packs(
    app: App,
    acknowledgements: Iterable[Acknowledgement | Expected] = (),
    *,
    packs: Sequence[Pack] | None = None,
) -> None:
    """Check an app at synthesis, with packs of cdk-nag and with our own.

    Args:
        app: the app, when all its stacks are defined.
        acknowledgements: the findings that are accepted; the `expected_findings` of a construct of ours are accepted
            for the reasons that it gives. An acknowledgement that matches no finding, more than the one that it names,
            or one that is accepted already, is itself a violation.
        packs: Default: AwsSolutions, NIST 800-53 R5, HIPAA Security and PCI DSS 3.2.1, and `IamChecks`.
    """
    ledger = Ledger(acknowledgements)
    ledger.settle_annotations(app)
    chosen: Sequence[Pack] = [*nag_packs(app), IamChecks()] if packs is None else packs
    Validations.of(app).add_plugins(*(ReviewedPack(pack, ledger) for pack in chosen), Review(ledger))


def nag_packs(app: App) -> list[cdk_nag.NagPack]:
    """Return the four packs of cdk-nag that every estate is held to."""
    return [
        cdk_nag.AwsSolutionsChecks(app),
        cdk_nag.NIST80053R5Checks(app),
        cdk_nag.HIPAASecurityChecks(app),
        cdk_nag.PCIDSS321Checks(app),
    ]


@jsii.implements(IPolicyValidationPlugin)
class ReviewedPack:
    """A pack whose findings are matched with the acknowledgements before CDK looks for them."""

    def __init__(self, pack: Pack, ledger: Ledger) -> None:
        self._pack = pack
        self._ledger = ledger

    @property
    def name(self) -> str:
        """The pack's own name: an id that acknowledges begins with it."""
        return self._pack.name

    @property
    def version(self) -> str | None:
        """The pack's own version."""
        return self._pack.version

    @property
    def rule_ids(self) -> list[str] | None:
        """The pack's own rules."""
        return self._pack.rule_ids

    def validate(self, context: IPolicyValidationContext) -> PolicyValidationPluginReport:
        """Run the pack, and acknowledge what is accepted."""
        report = self._pack.validate(context)
        self._ledger.settle(
            context.app_construct,
            [
                Finding.parse(
                    self._pack.name, violation.rule_name, resource.construct_path or "", violation.description
                )
                for violation in report.violations
                for resource in violation.violating_resources
            ],
        )
        if isinstance(self._pack, IamChecks):
            return report
        return PolicyValidationPluginReport(
            success=report.success, violations=[_as_error(violation) for violation in report.violations]
        )


@jsii.implements(IPolicyValidationPlugin)
class Review:
    """Refuses acknowledgements that do not fit. It runs after the packs: CDK keeps the order of plugins."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @property
    def name(self) -> str:
        """The name under which its violations are reported."""
        return REVIEW

    @property
    def version(self) -> str | None:
        """None: it is versioned with the package."""
        return None

    @property
    def rule_ids(self) -> list[str] | None:
        """Its one rule."""
        return [MISFIT]

    def validate(self, _context: IPolicyValidationContext) -> PolicyValidationPluginReport:
        """Report the acknowledgements that do not fit."""
        violations = [_violation(acknowledgement, problem) for acknowledgement, problem in self._ledger.misfits()]
        return PolicyValidationPluginReport(success=not violations, violations=violations)


def _as_error(violation: PolicyViolation) -> PolicyViolation:
    """CDK lets a warning of cdk-nag pass as soon as another finding is acknowledged; here it never passes."""
    return PolicyViolation(
        rule_name=violation.rule_name,
        description=violation.description,
        severity="error",
        violating_resources=violation.violating_resources,
    )


def _violation(acknowledgement: Acknowledgement, problem: str) -> PolicyViolation:
    where = f", written at {acknowledgement.origin}," if acknowledgement.origin else ""
    return PolicyViolation(
        rule_name=f"{MISFIT}[{acknowledgement}]",
        description=f"the acknowledgement of {acknowledgement}{where} does not fit: {problem}",
        fix="remove it, or name exactly one finding of this thing",
        severity="error",
        violating_resources=[PolicyViolatingResource(construct_path=acknowledgement.path, locations=[])],
    )
