"""Analyzers of IAM Access Analyzer."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_accessanalyzer as accessanalyzer
from constructs import Construct

from iam_stacks.constructs.given import require_switch
from iam_stacks.constructs.ranges import days_within
from iam_stacks.policy import PolicyError, limits


class AccessAnalyzers(Construct):
    """Analyzers that find what outsiders may use, and rights that nobody uses.

    External access costs nothing, and is found in one Region: each that is in use wants an analyzer of its own. A
    Region has one for its account.

    Unused access is charged for each role and user, every month, whether or not anything is found: see "IAM Access
    Analyzer pricing" at https://aws.amazon.com/iam/access-analyzer/pricing/. What it finds is the same in every
    Region, so one is enough; a second one costs as much again. AWS Security Hub may have made one already, of 90 days
    and free of charge: `aws accessanalyzer list-analyzers` says so.

    AWS source: IAM User Guide, "Create an IAM Access Analyzer external access analyzer", "Create an IAM Access Analyzer
    unused access analyzer".

    Attributes:
        external: the analyzer of external access; None without.
        unused: the analyzer of unused access; None without.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        external: bool = True,
        unused_after: Duration | None = None,
        organization: bool = False,
    ) -> None:
        """Define the analyzers.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            external: find what principals from outside may use. Default: yes.
            unused_after: find access that was not used for so long, in whole days: from 1 to 365. Default: unused
                access is not looked for, and costs nothing.
            organization: analyze all accounts of the organization, from its management account or the delegated
                administrator of Access Analyzer; outside is then what is not in it. Default: the account alone.

        Raises:
            PolicyError: AWS would not accept the number of days, both analyzers are off, or one that shall be on or off
                is neither.
        """
        require_switch("external", external)
        require_switch("organization", organization)
        if not external and unused_after is None:
            raise PolicyError("external is off and unused_after is not given: nothing is analyzed; give one of them")
        days = None if unused_after is None else days_within("unused_after", unused_after, limits.UNUSED_ACCESS_AGE)
        super().__init__(scope, id)
        zone = "ORGANIZATION" if organization else "ACCOUNT"
        self.external = accessanalyzer.CfnAnalyzer(self, "External", type=zone) if external else None
        self.unused = days and accessanalyzer.CfnAnalyzer(
            self,
            "Unused",
            type=f"{zone}_UNUSED_ACCESS",
            analyzer_configuration=accessanalyzer.CfnAnalyzer.AnalyzerConfigurationProperty(
                unused_access_configuration=accessanalyzer.CfnAnalyzer.UnusedAccessConfigurationProperty(
                    unused_access_age=days
                )
            ),
        )
