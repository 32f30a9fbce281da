"""Who may assume a role, as an immutable value that renders to a trust policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.pseudo import fill_pseudo_parameters, has_token


@dataclass(frozen=True, kw_only=True)
class TrustStatement:
    """One statement of a trust policy: a principal, the STS action it may call, and under which conditions.

    Attributes:
        principal_type: `Service`, `AWS` or `Federated`.
        principal: the principal's name or ARN; it may contain pseudo parameters.
        action: the STS action.
        equals: condition keys with the one value that each must have (operator StringEquals).
    """

    principal_type: str
    principal: str
    action: str
    equals: tuple[tuple[str, str], ...] = ()

    def render(self, pseudo: dict[str, str]) -> dict[str, Any]:
        """Return the statement as IAM reads it."""
        statement: dict[str, Any] = {
            "Effect": "Allow",
            "Principal": {self.principal_type: fill_pseudo_parameters(self.principal, pseudo)},
            "Action": self.action,
        }
        if self.equals:
            statement["Condition"] = {"StringEquals": dict(self.equals)}
        return statement


@dataclass(frozen=True)
class TrustPolicy:
    """Who may assume a role. Build one with `service`, `account` or `web_identity`; combine several with `|`.

    AWS source: IAM User Guide, "IAM roles", "Create a role to delegate permissions" (to an AWS service, to an IAM
    user in another account, to an OpenID Connect provider).
    """

    statements: tuple[TrustStatement, ...]

    @classmethod
    def service(cls, service: str) -> TrustPolicy:
        """Trust an AWS service.

        Args:
            service: its principal, such as `lambda.amazonaws.com`.

        Raises:
            PolicyError: the text is not a service principal.
        """
        limits.SERVICE_PRINCIPAL.require("service", service)
        return cls((TrustStatement(principal_type="Service", principal=service, action="sts:AssumeRole"),))

    @classmethod
    def account(cls, account_id: str, *, external_id: str | None = None) -> TrustPolicy:
        """Trust another AWS account: whoever its administrators allow to assume this role.

        Args:
            account_id: 12 digits.
            external_id: what the caller must present, so that a third party which serves many customers cannot be
                tricked into using this role for another one (IAM User Guide, "The confused deputy problem").
                Default: none is asked for.

        Raises:
            PolicyError: the account or the external id is not what AWS accepts.
        """
        limits.ACCOUNT_ID.require("account", account_id)
        limits.EXTERNAL_ID.require("external_id", external_id)
        return cls(
            (
                TrustStatement(
                    principal_type="AWS",
                    principal=f"arn:${{AWS::Partition}}:iam::{account_id}:root",
                    action="sts:AssumeRole",
                    equals=() if external_id is None else (("sts:ExternalId", external_id),),
                ),
            )
        )

    @classmethod
    def web_identity(cls, issuer: str, *, audience: str, subject: str) -> TrustPolicy:
        """Trust one identity of an OpenID Connect provider that is registered in this account.

        Args:
            issuer: the provider's URL, such as `https://token.actions.githubusercontent.com`.
            audience: the token's `aud`, exactly.
            subject: the token's `sub`, exactly. An issuer may serve many customers, so a pattern here can let
                strangers in.

        Raises:
            PolicyError: the URL is not one or is a token, or the audience or subject is empty or a pattern.
        """
        if has_token(issuer):
            raise PolicyError("issuer must be known at synthesis: condition keys are made of it")
        limits.PROVIDER_URL.require("issuer", issuer)
        limits.AUDIENCE.require("audience", audience)
        limits.SUBJECT.require("subject", subject)
        name = issuer.removeprefix("https://")
        return cls(
            (
                TrustStatement(
                    principal_type="Federated",
                    principal=f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:oidc-provider/{name}",
                    action="sts:AssumeRoleWithWebIdentity",
                    equals=((f"{name}:aud", audience), (f"{name}:sub", subject)),
                ),
            )
        )

    def __or__(self, other: TrustPolicy) -> TrustPolicy:
        """Trust whom either policy trusts."""
        return TrustPolicy(self.statements + other.statements)

    def render(self, *, account: str = "${AWS::AccountId}", partition: str = "${AWS::Partition}") -> dict[str, Any]:
        """Return the trust policy document.

        Args:
            account: the account that the role is deployed to. Default: left symbolic.
            partition: `aws`, `aws-cn`, ... Default: left symbolic.
        """
        pseudo = {"AWS::AccountId": account, "AWS::Partition": partition}
        return {
            "Version": "2012-10-17",
            "Statement": [statement.render(pseudo) for statement in self.statements],
        }
