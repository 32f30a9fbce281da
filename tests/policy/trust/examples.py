"""Generated trust policies: every builder, with arguments that it accepts."""

from hypothesis import strategies as st

from iam_stacks.policy import TrustPolicy
from iam_stacks.policy.trust.service_table import SOURCE_KEYS
from tests.policy.trust.test_documents import ANCHOR, CIRCLECI_ORG, EKS, POOL, PROJECT, REPOSITORY, WORKSPACE

ACCOUNT, OTHER = "111122223333", "444455556666"
ORG = "o-a1b2c3d4e5"
SOURCE = f"arn:aws:sns:eu-west-1:{ACCOUNT}:topic"

flags = st.booleans()
names = st.sampled_from(["a", "prod", "a-b"])
refs = st.none() | st.sampled_from(["main", "release/*", "v?"])
numbers = st.sampled_from(["1", "456789"])
reasons = st.just("it was agreed")


def some(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=len(values), unique=True)


def none_or_some(*values: str) -> st.SearchStrategy[list[str] | None]:
    return st.none() | some(*values)


accounts = st.builds(
    lambda listed, **given: TrustPolicy.account(*listed, **given),
    some(ACCOUNT, OTHER, f"arn:aws:iam::{OTHER}:user/JohnDoe", f"arn:aws:iam::{OTHER}:role/Deployer"),
    external_id=st.none() | st.just("example-id"),
    require_mfa=flags,
    mfa_max_age=st.none() | st.integers(60, 129600),
    source_identity=st.just([]) | some("JohnDoe", "J*", "*"),
    session_tags=st.dictionaries(st.sampled_from(["Project", "Team"]), some("red", "b*"), max_size=2),
    own_accounts=st.just([ACCOUNT, OTHER]),
)
services = st.builds(
    lambda service, source, **given: TrustPolicy.service(service, **source, **given),
    st.sampled_from([*SOURCE_KEYS, "lambda.amazonaws.com", "ec2.amazonaws.com"]),
    st.fixed_dictionaries({"source_account": st.none() | flags, "source_arn": none_or_some(SOURCE, f"{SOURCE}-*")})
    | st.fixed_dictionaries({"source_account": st.just(OTHER)}),
    source_org_id=st.none() | st.just(ORG),
    unverified=st.just(True),
    own_accounts=st.just([OTHER]),
)
workloads = st.one_of(
    st.builds(TrustPolicy.ec2),
    st.builds(TrustPolicy.ecs_tasks),
    st.builds(TrustPolicy.step_functions, state_machine=st.sampled_from(["*", "Nightly", "N?ghtly"])),
    st.builds(TrustPolicy.event_bridge),
    st.builds(TrustPolicy.code_build, project=st.sampled_from(["*", "Site"])),
)
organizations = st.builds(TrustPolicy.organization, st.just(ORG), paths=none_or_some(f"{ORG}/*", f"{ORG}/r-ab12/*"))
saml = st.builds(
    TrustPolicy.saml,
    st.sampled_from(["Okta", f"arn:aws:iam::{ACCOUNT}:saml-provider/Okta"]),
    regions=st.just([]) | some("eu-west-1", "us-east-1"),
    session_tags=flags,
    source_identity=flags,
)
web_identities = st.builds(
    TrustPolicy.web_identity,
    st.just("https://server.example.com/realm"),
    audience=some("client-1", "client-2"),
    subject=some("group:a", "group:b:*"),
    claims=st.dictionaries(st.sampled_from(["email", "team"]), some("x", "y*"), max_size=2),
    role_session_name=st.none() | st.just("session"),
    session_tags=flags,
)
github = st.builds(
    lambda ids, **given: TrustPolicy.github_actions(repository="octo-org/octo-repo", **ids, **given),
    st.just({}) | st.fixed_dictionaries({"owner_id": numbers, "repository_id": numbers}),
    branch=refs,
    tag=refs,
    environment=st.sampled_from(["prod", "prod:v1"]),
    pull_request=flags,
)
vendors = st.one_of(
    st.builds(
        TrustPolicy.gitlab,
        project=st.just("mygroup/myproject"),
        branch=st.just("main"),
        tag=refs,
        project_id=st.none() | numbers,
        namespace_id=st.none() | numbers,
    ),
    st.builds(
        TrustPolicy.hcp_terraform,
        organization=names,
        project=names,
        workspace=st.sampled_from(["*", "a", "a-*"]),
        run_phase=st.sampled_from(["plan", "apply", "*"]),
    ),
    st.builds(
        TrustPolicy.bitbucket,
        workspace=names,
        workspace_uuid=st.just(WORKSPACE),
        repository_uuid=st.just(REPOSITORY),
    ),
    st.builds(
        TrustPolicy.circleci,
        organization_id=st.just(CIRCLECI_ORG),
        project_id=st.just(PROJECT),
        audience=st.none() | st.just("sts.amazonaws.com"),
    ),
)
pods = st.one_of(
    st.builds(
        TrustPolicy.eks_service_account,
        issuer=st.just(f"https://{EKS}"),
        namespace=names,
        service_account=names | st.sampled_from(["*", "a-*"]),
    ),
    st.builds(
        TrustPolicy.pod_identity,
        cluster_arn=none_or_some(f"arn:aws:eks:eu-west-1:{ACCOUNT}:cluster/example"),
        namespace=some("a", "prod"),
        service_account=none_or_some("a", "b"),
    ),
)
people = st.one_of(
    st.builds(TrustPolicy.cognito, some(POOL, POOL.replace("us", "eu")), authenticated=flags),
    st.builds(TrustPolicy.google, client_id=names, subject=some("1", "2"), audience=st.none() | names),
    st.builds(TrustPolicy.google, client_id=names, any_subject=st.just(True), reason=reasons),
)
certificates = st.builds(
    TrustPolicy.roles_anywhere,
    trust_anchor_arn=some(ANCHOR, f"{ANCHOR}2"),
    own_accounts=st.just(["123456789012"]),
    subject=st.dictionaries(st.sampled_from(["CN", "OU"]), some("Alice", "host-*"), min_size=1),
    issuer=st.dictionaries(st.just("CN"), some("Root")),
    dns_name=none_or_some("a.example", "*.example"),
    uri=none_or_some("spiffe://example/a"),
)

trusts: st.SearchStrategy[TrustPolicy] = st.one_of(
    accounts,
    services,
    workloads,
    organizations,
    saml,
    web_identities,
    github,
    vendors,
    pods,
    people,
    certificates,
)

HERE = {"account": ACCOUNT, "partition": "aws", "region": "eu-west-1"}
"""Where these trust policies are rendered for."""
