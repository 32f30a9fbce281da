import pytest

from iam_stacks.policy import TrustPolicy
from tests.policy.trust.test_documents import CIRCLECI_ORG, EKS, PROJECT, REPOSITORY, WORKSPACE

BOTH = (
    "external_id and require_mfa stand together: an external id is for the service of a third party, which has no MFA "
    "device, and the console's Switch Role cannot send one"
)


def told(trust: TrustPolicy) -> list[str]:
    return [f"{warning.rule}: {warning}" for warning in trust.warnings]


def test_an_external_id_with_mfa_is_a_warning() -> None:
    trust = TrustPolicy.account("999999999999", external_id="example-id", require_mfa=True)
    assert told(trust) == [f"trust-external-id-with-mfa: {BOTH}"]


@pytest.mark.parametrize("given", [{"external_id": "example-id"}, {"require_mfa": True}, {"mfa_max_age": 60}])
def test_one_of_them_is_none(given: dict[str, object]) -> None:
    assert TrustPolicy.account("999999999999", **given).warnings == ()


def test_external_id_and_mfa_in_two_parts_of_a_combination_are_none() -> None:
    one = TrustPolicy.account("999999999999", external_id="example-id")
    assert (one | TrustPolicy.account("111122223333", require_mfa=True)).warnings == ()


def test_a_pattern_of_subjects_is_a_warning() -> None:
    trust = TrustPolicy.github_actions(repository="octo-org/octo-repo", branch="release/*", environment="prod")
    assert told(trust) == [
        "trust-pattern: token.actions.githubusercontent.com:sub is the pattern "
        "repo:octo-org/octo-repo:ref:refs/heads/release/*: every identity that it matches can assume the role"
    ]


def test_pull_requests_are_a_warning() -> None:
    trust = TrustPolicy.github_actions(repository="octo-org/octo-repo", pull_request=True)
    assert told(trust) == [
        "trust-pull-request: token.actions.githubusercontent.com:sub is repo:octo-org/octo-repo:pull_request: whoever "
        "can open a pull request can assume the role"
    ]


@pytest.mark.parametrize(
    "trust",
    [
        TrustPolicy.bitbucket(workspace="a", workspace_uuid=WORKSPACE, repository_uuid=REPOSITORY),
        TrustPolicy.circleci(organization_id=CIRCLECI_ORG, project_id=PROJECT),
        TrustPolicy.hcp_terraform(organization="acme", project="p", workspace="w"),
        TrustPolicy.eks_service_account(issuer=f"https://{EKS}", namespace="a", service_account="*"),
    ],
)
def test_every_identity_of_a_kind_is_a_warning(trust: TrustPolicy) -> None:
    assert len(trust.warnings) == 1


@pytest.mark.parametrize(
    "trust",
    [
        TrustPolicy.service("sagemaker.amazonaws.com"),
        TrustPolicy.service("states.amazonaws.com", source_account=False),
    ],
)
def test_a_service_that_is_not_asked_for_whom_it_acts_is_a_warning(trust: TrustPolicy) -> None:
    (warning,) = told(trust)
    assert warning.startswith("trust-source-not-asked: ")
    assert warning.endswith("can say for whom it acts, and is not asked; give source_arn or source_account")


def test_patterns_of_what_callers_set_or_of_places_are_none() -> None:
    asked = TrustPolicy.account("${AWS::AccountId}", session_tags={"Team": "*"}, source_identity=["*"])
    units = TrustPolicy.organization("o-a1b2c3d4e5", paths=["o-a1b2c3d4e5/*"])
    assert (asked | units | TrustPolicy.step_functions()).warnings == ()


def test_a_pattern_of_certificates_or_claims_is_a_warning() -> None:
    certificates = TrustPolicy.roles_anywhere(
        trust_anchor_arn="arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/a", subject={"CN": "web-*"}
    )
    assert told(certificates) == [
        "trust-pattern: aws:PrincipalTag/x509Subject/CN is the pattern web-*: every identity that it matches can "
        "assume the role"
    ]
    claimed = TrustPolicy.web_identity("https://idp.example", audience="a", subject="s", claims={"email": "*@x"})
    assert len(claimed.warnings) == 1


@pytest.mark.parametrize(
    "trust",
    [
        TrustPolicy.github_actions(repository="octo-org/octo-repo", branch="main", tag="v1", environment="prod"),
        TrustPolicy.hcp_terraform(organization="acme", project="p", workspace="w", run_phase="apply"),
        TrustPolicy.ec2(),
    ],
)
def test_exactly_one_identity_is_none(trust: TrustPolicy) -> None:
    assert trust.warnings == ()
