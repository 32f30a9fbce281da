"""Whom the roles of the examples trust, as AWS documents it for each kind of principal."""

from typing import Any

REGION = "us-east-1"
GITHUB = "token.actions.githubusercontent.com"
CLUSTER = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def trust_documents(account: str, anchor: str) -> dict[str, dict[str, Any]]:
    """Return the trust policy of each role, by name.

    Args:
        account: the account deployed to.
        anchor: the ARN of the trust anchor there.
    """
    workers = {
        "Worker": _service("lambda.amazonaws.com"),
        "WorkerFlowLogger": _service(
            "vpc-flow-logs.amazonaws.com", Condition={"StringEquals": {"aws:SourceAccount": account}}
        ),
    }
    return {
        name: {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]}
        for name, statement in {
            **_auditors(),
            **_federated(account),
            **workers,
            "ReporterByPodIdentity": _pods(account),
            "BackupServer": _server(anchor),
        }.items()
    }


def _auditors() -> dict[str, dict[str, Any]]:
    own = {"Principal": {"AWS": "arn:aws:iam::222222222222:root"}, "Action": "sts:AssumeRole"}
    return {
        "ExternalAuditor": {
            "Principal": {"AWS": "arn:aws:iam::333333333333:root"},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"sts:ExternalId": "example-engagement-2026"}},
        },
        "OwnAuditor": {**own, "Condition": MFA},
        "OrganizationReader": {
            "Principal": {"AWS": "*"},
            "Action": "sts:AssumeRole",
            "Condition": {
                "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-exampleorg1/r-ab12/ou-ab12-11111111/*"}
            },
        },
        "Support": {**own, "Condition": MFA},
        "BreakGlass": {**own, "Condition": {**MFA, "NumericLessThan": {"aws:MultiFactorAuthAge": "900"}}},
    }


def _federated(account: str) -> dict[str, dict[str, Any]]:
    def of(issuer: str, subject: str | list[str]) -> dict[str, Any]:
        return {
            "Principal": {"Federated": f"arn:aws:iam::{account}:oidc-provider/{issuer}"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {f"{issuer}:aud": "sts.amazonaws.com", f"{issuer}:sub": subject}},
        }

    by_name, by_id = "repo:example-org/example-repo", "repo:example-org@123456/newer-repo@456789"
    return {
        "GitHubDeploy": of(GITHUB, [f"{by_name}:environment:production", f"{by_name}:ref:refs/heads/main"]),
        "GitHubDeployById": of(GITHUB, [f"{by_id}:environment:production", f"{by_id}:ref:refs/heads/main"]),
        "ReporterByIrsa": of(CLUSTER, "system:serviceaccount:batch:reporter"),
    }


def _pods(account: str) -> dict[str, Any]:
    tags = {
        "aws:RequestTag/eks-cluster-arn": f"arn:aws:eks:{REGION}:{account}:cluster/example",
        "aws:RequestTag/kubernetes-namespace": "batch",
        "aws:RequestTag/kubernetes-service-account": "reporter",
    }
    pods = _service("pods.eks.amazonaws.com", Condition={"StringEquals": tags})
    return {**pods, "Action": ["sts:AssumeRole", "sts:TagSession"]}


def _server(anchor: str) -> dict[str, Any]:
    subject = {
        "aws:PrincipalTag/x509Subject/CN": "backup-1.example.com",
        "aws:PrincipalTag/x509Subject/O": "Example",
    }
    condition = {"StringEquals": subject, "ArnEquals": {"aws:SourceArn": anchor}}
    server = _service("rolesanywhere.amazonaws.com", Condition=condition)
    return {**server, "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]}


def _service(name: str, **elements: Any) -> dict[str, Any]:
    return {"Principal": {"Service": name}, "Action": "sts:AssumeRole", **elements}
