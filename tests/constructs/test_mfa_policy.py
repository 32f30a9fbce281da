"""What AWS decides with the synthesized document, as docs/mfa.md says it; and whom it would lock out."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, CfnParameter, Stack
from aws_cdk import aws_iam as iam
from aws_cdk.assertions import Template
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks import IamGroup, IamUser, PolicyError, attach_packs
from iam_stacks.account.load import load
from iam_stacks.account.service_data import access_level, expand_actions
from iam_stacks.constructs.mfa_policy import MfaPolicy
from iam_stacks.policy import Document, Evaluator, Request
from tests.constructs.synthesis import only, resources

IAM = "arn:aws:iam::111122223333"
ALICE, BOB = f"{IAM}:user/alice", f"{IAM}:user/bob"
Synthesize = Callable[..., Document]


def allow(*actions: str) -> Document:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    return Document.parse({"Version": "2012-10-17", "Statement": statement})


@pytest.fixture(scope="module")
def synthesize(context: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Synthesize:
    """Returns the document with some props as it is synthesized, in the account 111122223333."""
    documents: dict[str, Document] = {}

    def document(**props: Any) -> Document:
        key = json.dumps(props)
        if key not in documents:
            stack = Stack(App(context=context), "S")
            MfaPolicy(stack, "Mfa", **props)
            file = tmp_path_factory.mktemp("mfa") / "t.json"
            file.write_text(json.dumps(Template.from_stack(stack).to_json()), encoding="utf-8")
            account = load([file], account="111122223333", region="eu-central-1")
            (policy,) = account.managed_policies
            assert account.unresolved == ()
            assert policy.policy
            documents[key] = policy.policy.document
        return documents[key]

    return document


# What a request of each kind says of itself. IAM User Guide, "AWS global condition context keys": a session made
# without MFA says so, a long-term key says nothing, and a service that it called says that there was none.
MFA, NO_MFA = {"aws:MultiFactorAuthPresent": "true"}, {"aws:MultiFactorAuthPresent": "false"}
DIRECT, BY_SERVICE = {"aws:ViaAWSService": "false"}, {"aws:ViaAWSService": "true"}
ROLE_SESSION = "arn:aws:sts::111122223333:assumed-role/Reader/alice"
WHO = {
    "console, with MFA": (ALICE, MFA | DIRECT),
    "console, without MFA": (ALICE, NO_MFA | DIRECT),
    "long-term key": (ALICE, DIRECT),
    "session of a key, with MFA": (ALICE, MFA | DIRECT),
    "session of a key, without MFA": (ALICE, NO_MFA | DIRECT),
    "session of a role": (ROLE_SESSION, NO_MFA | DIRECT),
    "a service, for the user": (ALICE, NO_MFA | BY_SERVICE),
}
WHAT = {
    "own password": ("iam:ChangePassword", ALICE),
    "own device: enable": ("iam:EnableMFADevice", ALICE),
    "own device: disable": ("iam:DeactivateMFADevice", ALICE),
    "own keys: list": ("iam:ListAccessKeys", ALICE),
    "own key: make": ("iam:CreateAccessKey", ALICE),
    "other's device: enable": ("iam:EnableMFADevice", BOB),
    "administrator: other's device: enable": ("iam:EnableMFADevice", BOB),
    "administrator: other's key: make": ("iam:CreateAccessKey", BOB),
    "read S3": ("s3:GetObject", "arn:aws:s3:::data/report"),
    "session": ("sts:GetSessionToken", "*"),
}
PROPS: dict[str, list[dict[str, Any]]] = {
    "Console and key users, `allow_password_change`": [{}],
    "Console and key users, `strict`": [{"first_login": "strict"}],
    "Console users only, `allow_password_change`": [{"key_users": False}],
    "Console users only, `strict`": [{"key_users": False, "first_login": "strict"}],
    "Key users only, `allow_password_change` or `strict`": [
        {"console_users": False},
        {"console_users": False, "first_login": "strict"},
    ],
}
MEANS = {"yes": "allowed", "no": "implicitDeny", "DENY": "explicitDeny"}


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def tables() -> dict[str, dict[str, dict[str, str]]]:
    """Return the tables of the page: by heading, row and column."""
    page = (Path(__file__).parents[2] / "docs/mfa.md").read_text(encoding="utf-8")
    section = page.partition("\n## Decisions\n")[2].partition("\n## ")[0]
    found: dict[str, dict[str, dict[str, str]]] = {}
    for heading, text in re.findall(r"^### (.+)\n([^#]+)", section, re.MULTILINE):
        head, _, *rows = [cells(line) for line in text.splitlines() if line.startswith("|")]
        found[heading] = {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}
    return found


TABLES = tables()


def test_the_page_has_every_variant_and_every_row_and_column_of_each() -> None:
    assert TABLES.keys() == PROPS.keys()
    assert {tuple(table) for table in TABLES.values()} == {tuple(WHO)}
    assert {tuple(row) for table in TABLES.values() for row in table.values()} == {tuple(WHAT)}


@pytest.mark.parametrize("heading", TABLES)
@pytest.mark.parametrize("who", WHO)
def test_what_the_page_says_is_what_the_synthesized_document_decides(
    synthesize: Synthesize, heading: str, who: str
) -> None:
    principal, context = WHO[who]
    expected = {what: MEANS[cell] for what, cell in TABLES[heading][who].items()}
    for props in PROPS[heading]:
        decided = {}
        for what, (action, resource) in WHAT.items():
            of_group = [] if principal == ROLE_SESSION else [synthesize(**props)]
            others = [allow("s3:*"), *([allow("iam:*")] if what.startswith("administrator: ") else [])]
            request = Request(principal=principal, action=action, resource=resource, context=context)
            decided[what] = Evaluator(identity_policies=[*of_group, *others]).decide(request).effect
        assert decided == expected


EXEMPT = {
    "iam:CreateVirtualMFADevice": "device",
    "iam:ListVirtualMFADevices": "",
    "iam:EnableMFADevice": ALICE,
    "iam:GetMFADevice": ALICE,
    "iam:GetUser": ALICE,
    "iam:ListMFADevices": ALICE,
    "iam:ResyncMFADevice": ALICE,
    "sts:GetSessionToken": "",
    "iam:ChangePassword": ALICE,
    "iam:GetAccountPasswordPolicy": "",
}
"""All that works without MFA, with what it is about: the user, a device, or nothing."""
OF_PASSWORDS = {"iam:ChangePassword", "iam:GetAccountPasswordPolicy"}

ACTIONS = st.one_of(
    st.sampled_from([*EXEMPT]),
    st.sampled_from(expand_actions("iam:*") + expand_actions("sts:*")),
    st.sampled_from(expand_actions("s3:*") + expand_actions("kms:*") + expand_actions("ec2:*Instances")),
    st.from_regex(r"[a-z]{2,8}:[A-Z][a-zA-Z]{2,12}", fullmatch=True),
).filter(lambda action: action != "sts:GetCallerIdentity")
NAMES = st.text("abcXYZ019+=,.@_-", min_size=1, max_size=8)
PATHS = st.sampled_from(["/", "/team/", "/team/alice/", "/alice/", "/a/b/"])
USERS = st.builds(lambda path, name: f"{IAM}:user{path}{name}", PATHS, st.one_of(NAMES, st.just("alice")))
RESOURCES = st.one_of(
    USERS,
    st.sampled_from(["*", ALICE, BOB, f"{IAM}:root", f"{IAM}:mfa/phone", "arn:aws:s3:::data/alice"]),
    st.builds(lambda kind, name: f"{IAM}:{kind}/{name}", st.sampled_from(["mfa", "role", "group", "policy"]), NAMES),
)
PRESENT = st.sampled_from([{}, NO_MFA])
DIRECTLY = st.sampled_from([{}, DIRECT])
VARIANTS = st.sampled_from([props for several in PROPS.values() for props in several])
OTHERS = st.sampled_from([[allow("*")], [allow("iam:*", "sts:*")], [allow("s3:*")], []])


@given(action=ACTIONS, resource=RESOURCES, mfa=PRESENT, via=DIRECTLY, props=VARIANTS, others=OTHERS)
def test_without_mfa_nothing_but_the_exceptions_is_possible_whatever_else_is_allowed(
    synthesize: Synthesize,
    action: str,
    resource: str,
    mfa: dict[str, str],
    via: dict[str, str],
    props: dict[str, Any],
    others: list[Document],
) -> None:
    evaluator = Evaluator(identity_policies=[synthesize(**props), *others])
    request = Request(principal=ALICE, action=action, resource=resource, context=mfa | via)
    closed = OF_PASSWORDS if {"first_login", "console_users"} & props.keys() else set()
    closed = closed | ({"sts:GetSessionToken"} if "key_users" in props else set())
    if evaluator.decide(request).allowed:
        assert action in EXEMPT.keys() - closed
        # Another policy may let her read of others; she changes nothing of theirs.
        reads = access_level(action) in ("Read", "List")
        assert resource == ALICE or EXEMPT[action] != ALICE or (reads and others)


@given(
    action=ACTIONS,
    user=USERS,
    resource=RESOURCES,
    context=st.sampled_from([MFA | DIRECT, NO_MFA, BY_SERVICE, {}]),
    paths=st.sampled_from([["/"], ["/team/"], ["/*/"], ["/", "/*/"], ["/alice/", "/a/b/"]]),
)
def test_no_member_gets_what_is_another_users_from_it(
    synthesize: Synthesize, action: str, user: str, resource: str, context: dict[str, str], paths: list[str]
) -> None:
    request = Request(principal=user, action=action, resource=resource, context=context)
    if Evaluator(identity_policies=[synthesize(user_paths=paths)]).decide(request).allowed:
        # Names are unique in an account: whatever the path, who has the member's name is the member.
        own = resource.startswith(f"{IAM}:user/") and resource.rpartition("/")[2] == user.rpartition("/")[2]
        assert own or resource.startswith(f"{IAM}:mfa/") or EXEMPT.get(action) == ""


@pytest.mark.parametrize(
    ("paths", "users"),
    [
        (["/"], {"alice"}),
        (["/team/"], {"team/alice"}),
        (["/*/"], {"team/alice", "team/red/alice"}),
        (["/", "/*/"], {"alice", "team/alice", "team/red/alice"}),
        (["/team/", "/team/red/"], {"team/alice", "team/red/alice"}),
    ],
)
def test_members_on_the_paths_look_after_their_devices_and_no_others_do(
    synthesize: Synthesize, paths: list[str], users: set[str]
) -> None:
    evaluator = Evaluator(identity_policies=[synthesize(user_paths=paths)])
    for user in ("alice", "team/alice", "team/red/alice"):
        own = Request(principal=f"{IAM}:user/{user}", action="iam:EnableMFADevice", resource=f"{IAM}:user/{user}")
        assert evaluator.decide(own).allowed is (user in users)


# Whom it would lock out.


def test_a_console_user_and_a_strict_policy_are_refused_in_either_order(stack: Stack) -> None:
    strict = MfaPolicy(stack, "Strict", first_login="strict")
    never = (
        "Foreign/Strict denies without MFA the change of a password, .* that user would never get in; give the policy"
    )
    with pytest.raises(PolicyError, match=never):
        IamGroup(stack, "First", policies=[strict]).admit(path="/", console_access=True)
    group = IamGroup(stack, "Second")
    group.admit(path="/", console_access=True)
    with pytest.raises(PolicyError, match=never):
        group.add_managed_policy(strict)
    with pytest.raises(PolicyError, match=never):
        strict.attach_to_group(group)
    attached = IamGroup(stack, "Third")
    strict.attach_to_group(attached)
    with pytest.raises(PolicyError, match=never):
        attached.admit(path=None, console_access=True)
    assert "Second" not in json.dumps(only(stack, "AWS::IAM::ManagedPolicy"))


def test_a_console_user_and_a_policy_for_key_users_only_are_refused(stack: Stack) -> None:
    group = IamGroup(stack, "Group", policies=[MfaPolicy(stack, "Keys", console_users=False)])
    with pytest.raises(PolicyError, match="first_login='allow_password_change' and console_users=True"):
        group.admit(path="/", console_access=True)


def test_a_user_without_a_password_to_change_may_be_in_a_strict_group(stack: Stack) -> None:
    group = IamGroup(stack, "Group", policies=[MfaPolicy(stack, "Strict", first_login="strict")])
    group.admit(path="/", console_access=False)
    group.add_managed_policy(MfaPolicy(stack, "Keys", console_users=False))


def test_a_console_user_may_be_in_a_group_that_lets_the_password_be_changed(stack: Stack) -> None:
    group = IamGroup(stack, "Group", policies=[MfaPolicy(stack, "Mfa")])
    group.admit(path=None, console_access=True)
    MfaPolicy(stack, "Another").attach_to_group(group)
    attached, _ = resources(stack, "AWS::IAM::ManagedPolicy")
    assert attached["Groups"] == [{"Ref": stack.get_logical_id(group.node.default_child)}]


def test_a_user_on_a_path_that_the_policy_is_not_about_is_refused(stack: Stack) -> None:
    group = IamGroup(stack, "Group", policies=[MfaPolicy(stack, "Mfa", user_paths=["/", "/team/"])])
    group.admit(path="/team/", console_access=True)
    with pytest.raises(
        PolicyError, match="Foreign/Mfa is for users of /, /team/, so one of /red/ could never set up MFA"
    ):
        group.admit(path="/red/", console_access=False)
    beneath = IamGroup(stack, "Beneath", policies=[MfaPolicy(stack, "Any", user_paths=["/*/"])])
    beneath.admit(path="/red/", console_access=True)
    with pytest.raises(PolicyError, match=r"is for users of /\*/, so one of / could never set up MFA; give the policy"):
        beneath.admit(path=None, console_access=True)


def test_a_path_of_which_only_the_deployment_knows_is_not_judged(stack: Stack) -> None:
    path = CfnParameter(stack, "Path").value_as_string
    IamGroup(stack, "Group", policies=[MfaPolicy(stack, "Mfa")]).admit(path=path, console_access=True)
    known = IamGroup(stack, "Known", policies=[MfaPolicy(stack, "Unknown", user_paths=[path])])
    known.admit(path="/team/", console_access=True)


def test_it_is_not_attached_to_a_role_whose_sessions_know_nothing_of_mfa(stack: Stack) -> None:
    role = iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    with pytest.raises(
        PolicyError, match="Foreign/Mfa would deny every session of Foreign/Role, which knows nothing of"
    ):
        MfaPolicy(stack, "Mfa").attach_to_role(role)


# What it is otherwise.


def test_it_has_its_name_and_path_and_says_how_it_is_made(stack: Stack) -> None:
    policy = MfaPolicy(
        stack, "Mfa", managed_policy_name="RequireMfa", path="/security/", first_login="strict", key_users=False
    )
    made = only(stack, "AWS::IAM::ManagedPolicy")
    assert (made["ManagedPolicyName"], made["Path"]) == ("RequireMfa", "/security/")
    assert (policy.first_login, policy.console_users, policy.key_users) == ("strict", True, False)
    assert policy.user_paths == ("/",)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"managed_policy_name": "a b"}, "managed_policy_name 'a b' is not allowed"),
        ({"path": "x"}, "path 'x' is not allowed"),
        ({"first_login": "lenient"}, "first_login 'lenient' is not allowed; give allow_password_change or strict"),
        ({"user_paths": ["/team*/"]}, "user_paths '/team*/' is not allowed"),
        ({"console_users": False, "key_users": False}, "the policy is for nobody"),
    ],
)
def test_what_makes_no_policy_is_refused_at_once(stack: Stack, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=re.escape(message)):
        MfaPolicy(stack, "Mfa", **wrong)


def test_so_many_paths_that_the_policy_is_too_long_are_refused(stack: Stack) -> None:
    with pytest.raises(
        PolicyError, match=r"user_paths makes the policy \d+,\d{3} characters long, more than 6,144; give"
    ):
        MfaPolicy(stack, "Mfa", user_paths=[f"/teams/number/{number}/" for number in range(40)])


@pytest.mark.parametrize(
    ("props", "wildcards"),
    [
        ({}, 2),
        ({"user_paths": ["/", "/team/"]}, 2),
        ({"user_paths": ["/*/"], "first_login": "strict"}, 3),
        ({"user_paths": ["/", "/*/"], "console_users": False}, 3),
        ({"key_users": False}, 2),
    ],
    ids=str,
)
def test_its_findings_are_those_of_the_four_packs(app_of_ones_own: App, props: dict[str, Any], wildcards: int) -> None:
    """An expected finding that is missing, or that no pack has, is itself a violation."""
    stack = Stack(app_of_ones_own, "S")
    found = MfaPolicy(stack, "Mfa", **props).expected_findings
    assert len(found) == wildcards
    attach_packs(app_of_ones_own, found)
    folder = Path(app_of_ones_own.synth().directory)
    report = json.loads((folder / "validation-report.json").read_text(encoding="utf-8"))
    assert [violation for plugin in report["pluginReports"] for violation in plugin.get("violations", [])] == []
    assert sum(len(plugin.get("suppressedViolations", [])) for plugin in report["pluginReports"]) >= wildcards


def test_the_key_of_a_user_must_be_able_to_have_a_session_with_mfa(stack: Stack) -> None:
    console = MfaPolicy(stack, "Console", key_users=False)
    group = IamGroup(stack, "Group", policies=[console])
    with pytest.raises(PolicyError, match="Foreign/Console denies sts:GetSessionToken, without which an access key"):
        IamUser(stack, "JohnDoe", groups=[group], programmatic_access=True)
    IamUser(stack, "JaneRoe", groups=[group], console_access=True)


def test_a_policy_of_the_users_own_must_not_lock_it_out_either(stack: Stack) -> None:
    strict = MfaPolicy(stack, "Strict", first_login="strict")
    with pytest.raises(PolicyError, match="that user would never get in"):
        IamUser(stack, "JaneRoe", policies=[strict], console_access=True)
    jane = IamUser(stack, "JaneStiles", console_access=True)
    with pytest.raises(PolicyError, match="that user would never get in"):
        jane.add_managed_policy(strict)
