"""Each escape from the boundary, with what is allowed beside it, decided on the synthesized document."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Stack
from aws_cdk.assertions import Template
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks import attach_packs
from iam_stacks.account.load import load
from iam_stacks.account.service_data import access_level, condition_keys, expand_actions
from iam_stacks.constructs.delegated_admin_boundary import DelegatedAdminBoundary
from iam_stacks.policy import Document, Evaluator, PolicyError, Request
from iam_stacks.policy.delegation import OWN_CREDENTIALS
from tests.constructs.synthesis import only

IAM = "arn:aws:iam::111122223333"
OWN = f"{IAM}:policy/boundaries/Delegated"
OTHER = "arn:aws:iam::aws:policy/AdministratorAccess"
HOLDER = f"{IAM}:user/team/holder"
SESSION = "arn:aws:sts::111122223333:assumed-role/TeamLead/monday"
EVERYTHING = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}

INSIDE = {kind: f"{IAM}:{kind}/delegated/app/X" for kind in ("user", "role", "group", "policy", "instance-profile")}
OUTSIDE = {kind: f"{IAM}:{kind}/X" for kind in INSIDE}
HAS_IT = {"iam:PermissionsBoundary": OWN}
HAS_NONE: dict[str, str] = {}
HAS_ANOTHER = {"iam:PermissionsBoundary": OTHER}


def boundary(scope: Stack, **props: Any) -> DelegatedAdminBoundary:
    given = {"managed_policy_name": "Delegated", "path": "/boundaries/", "allowed_actions": ["s3:*", "lambda:*"]}
    return DelegatedAdminBoundary(scope, "Boundary", **given | props)


@pytest.fixture(scope="module")
def document(context: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The document as it is synthesized, in the account 111122223333."""
    stack = Stack(App(context=context), "S")
    boundary(stack)
    file = tmp_path_factory.mktemp("boundary") / "t.json"
    file.write_text(json.dumps(Template.from_stack(stack).to_json()), encoding="utf-8")
    account = load([file], account="111122223333", region="eu-central-1")
    (policy,) = account.managed_policies
    assert account.unresolved == ()
    assert policy.arn == OWN
    assert policy.policy
    return policy.policy.document


class Holder:
    """Somebody who is allowed everything, within the boundary."""

    def __init__(self, document: Document) -> None:
        self._evaluator = Evaluator(identity_policies=[EVERYTHING], permissions_boundary=document)

    def may(
        self, action: str, resource: str = "*", context: Mapping[str, str] = HAS_NONE, *, as_: str = HOLDER
    ) -> bool:
        request = Request(principal=as_, action=action, resource=resource, context=context)
        return self._evaluator.decide(request).allowed


@pytest.fixture(scope="module")
def holder(document: Document) -> Holder:
    return Holder(document)


def test_a_user_or_role_is_created_with_this_boundary_only(holder: Holder) -> None:
    for kind in ("user", "role"):
        create = f"iam:Create{kind.title()}"
        assert holder.may(create, INSIDE[kind], HAS_IT)
        assert not holder.may(create, INSIDE[kind], HAS_NONE)
        assert not holder.may(create, INSIDE[kind], HAS_ANOTHER)


def test_a_user_or_role_is_created_beneath_the_path_only(holder: Holder) -> None:
    for kind in ("user", "role"):
        assert not holder.may(f"iam:Create{kind.title()}", OUTSIDE[kind], HAS_IT)
        assert not holder.may(f"iam:Create{kind.title()}", f"{IAM}:{kind}/delegatedX", HAS_IT)
        assert not holder.may(f"iam:Create{kind.title()}", f"{IAM}:{kind}/other/delegated/X", HAS_IT)


def test_a_policy_whose_name_only_begins_like_the_boundary_is_another_one(holder: Holder) -> None:
    for arn in (f"{OWN}2", OWN.lower(), OWN.replace("/boundaries/", "/"), OWN.replace("111122223333", "444455556666")):
        assert not holder.may("iam:CreateRole", INSIDE["role"], {"iam:PermissionsBoundary": arn})


def test_the_boundary_of_a_user_or_role_is_not_replaced_by_another(holder: Holder) -> None:
    for kind in ("user", "role"):
        put = f"iam:Put{kind.title()}PermissionsBoundary"
        assert holder.may(put, INSIDE[kind], HAS_IT)
        assert not holder.may(put, INSIDE[kind], HAS_ANOTHER)
        assert not holder.may(put, INSIDE[kind], HAS_NONE)


def test_a_holder_does_not_replace_its_own_boundary(holder: Holder) -> None:
    assert not holder.may("iam:PutUserPermissionsBoundary", HOLDER, HAS_ANOTHER)
    assert not holder.may("iam:PutUserPermissionsBoundary", f"{IAM}:user/delegated/holder", HAS_ANOTHER)


def test_no_boundary_is_detached(holder: Holder) -> None:
    for kind in ("user", "role"):
        for arn in (INSIDE[kind], OUTSIDE[kind]):
            for context in (HAS_IT, HAS_NONE, HAS_ANOTHER):
                assert not holder.may(f"iam:Delete{kind.title()}PermissionsBoundary", arn, context)
    assert not holder.may("iam:DeleteUserPermissionsBoundary", HOLDER, HAS_IT)
    assert not holder.may("iam:DeleteRolePermissionsBoundary", f"{IAM}:role/TeamLead", HAS_IT, as_=SESSION)


@pytest.mark.parametrize(
    "action",
    ["iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion"],
)
def test_the_boundary_is_not_edited(holder: Holder, action: str) -> None:
    assert holder.may(action, INSIDE["policy"])
    assert not holder.may(action, OWN)
    assert not holder.may(action, OUTSIDE["policy"])


def test_the_boundary_is_not_created_anew_after_somebody_deleted_it(holder: Holder) -> None:
    assert holder.may("iam:CreatePolicy", INSIDE["policy"])
    assert not holder.may("iam:CreatePolicy", OWN)


@pytest.mark.parametrize(
    "action",
    ["iam:Attach{}Policy", "iam:Detach{}Policy", "iam:Put{}Policy", "iam:Delete{}Policy"],
)
def test_policies_are_given_to_who_has_the_boundary_only(holder: Holder, action: str) -> None:
    for kind in ("user", "role"):
        of_kind = action.format(kind.title())
        assert holder.may(of_kind, INSIDE[kind], HAS_IT | {"iam:PolicyARN": OTHER})
        assert not holder.may(of_kind, INSIDE[kind], HAS_NONE | {"iam:PolicyARN": OTHER})
        assert not holder.may(of_kind, INSIDE[kind], HAS_ANOTHER)
        assert not holder.may(of_kind, OUTSIDE[kind], HAS_NONE)
        assert not holder.may(of_kind, OUTSIDE[kind], HAS_IT)


@pytest.mark.parametrize("action", ["iam:AttachGroupPolicy", "iam:PutGroupPolicy"])
def test_a_group_gets_no_rights_that_it_would_pass_to_who_has_no_boundary(holder: Holder, action: str) -> None:
    assert holder.may("iam:CreateGroup", INSIDE["group"])
    assert holder.may("iam:AddUserToGroup", INSIDE["group"])
    assert not holder.may(action, INSIDE["group"], HAS_IT)


def test_nobody_is_added_to_a_group_outside_the_path(holder: Holder) -> None:
    assert not holder.may("iam:AddUserToGroup", OUTSIDE["group"])


@pytest.mark.parametrize(
    "action",
    ["iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile",
     "iam:EnableMFADevice", "iam:ResyncMFADevice", "iam:DeactivateMFADevice", "iam:ChangePassword"],
)  # fmt: skip
def test_credentials_are_those_of_users_beneath_the_path(holder: Holder, action: str) -> None:
    assert holder.may(action, INSIDE["user"])
    assert not holder.may(action, OUTSIDE["user"])
    assert not holder.may(action, f"{IAM}:user/Administrator")


MFA_DEVICES = [f"{IAM}:mfa/phone", f"{IAM}:mfa/delegated/phone"]


@pytest.mark.parametrize("action", ["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"])
@pytest.mark.parametrize("as_", [HOLDER, SESSION, INSIDE["user"]])
def test_a_user_beneath_the_path_can_have_a_virtual_mfa_device(holder: Holder, action: str, as_: str) -> None:
    """The console gives a device no path. IAM does not delete one in use (API Reference, DeleteVirtualMFADevice)."""
    for device in MFA_DEVICES:
        assert holder.may(action, device, as_=as_)
        assert not holder.may(action, device.replace("111122223333", "444455556666"), as_=as_)
        assert not holder.may(action, device.replace(":mfa/", ":sms-mfa/"), as_=as_)


@pytest.mark.parametrize("action", ["iam:EnableMFADevice", "iam:ResyncMFADevice", "iam:DeactivateMFADevice"])
def test_the_mfa_of_a_user_outside_the_path_stays(holder: Holder, action: str) -> None:
    for user in (OUTSIDE["user"], f"{IAM}:user/delegatedX", f"{IAM}:root", *MFA_DEVICES):
        assert not holder.may(action, user, HAS_IT)


@pytest.mark.parametrize("action", ["iam:EnableMFADevice", "iam:ResyncMFADevice", "iam:ChangePassword"])
def test_a_holder_is_not_locked_out_by_a_group_that_asks_for_mfa(holder: Holder, action: str) -> None:
    assert holder.may(action, HOLDER, HAS_IT)
    for user in (f"{HOLDER}2", f"{IAM}:user/team/other", f"{IAM}:user/other"):
        assert not holder.may(action, user, HAS_IT)


def test_a_holder_does_not_take_off_its_own_mfa(holder: Holder) -> None:
    assert not holder.may("iam:DeactivateMFADevice", HOLDER, HAS_IT)


def test_the_trust_of_a_role_changes_only_if_it_has_the_boundary(holder: Holder) -> None:
    assert holder.may("iam:UpdateAssumeRolePolicy", INSIDE["role"], HAS_IT)
    assert not holder.may("iam:UpdateAssumeRolePolicy", INSIDE["role"], HAS_NONE)
    assert not holder.may("iam:UpdateAssumeRolePolicy", OUTSIDE["role"], HAS_NONE)
    assert not holder.may("iam:UpdateAssumeRolePolicy", OUTSIDE["role"], HAS_IT)


def test_a_role_is_passed_from_beneath_the_path_only(holder: Holder) -> None:
    to_lambda = {"iam:PassedToService": "lambda.amazonaws.com"}
    assert holder.may("iam:PassRole", INSIDE["role"], to_lambda)
    assert not holder.may("iam:PassRole", OUTSIDE["role"], to_lambda)
    assert not holder.may("iam:PassRole", f"{IAM}:role/cdk-hnb659fds-cfn-exec-role", to_lambda)


ASSUMING = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]


@pytest.mark.parametrize("action", ASSUMING)
@pytest.mark.parametrize("principal", [HOLDER, SESSION])
def test_a_role_outside_is_not_assumed_even_if_it_trusts_the_holder_by_name(
    document: Document, principal: str, action: str
) -> None:
    assert _assumed(document, principal, action, trusted=principal) == ["allowed", "explicitDeny", "explicitDeny"]


@pytest.mark.parametrize("action", ASSUMING)
@pytest.mark.parametrize("principal", [HOLDER, SESSION])
def test_a_role_beneath_the_path_is_assumed_with_tags_and_a_source_identity(
    document: Document, principal: str, action: str
) -> None:
    decided = _assumed(document, principal, action, trusted=f"{IAM}:root")
    assert decided == ["allowed", "explicitDeny", "explicitDeny"]


def _assumed(document: Document, principal: str, action: str, *, trusted: str) -> list[str]:
    """Return what is decided of a role beneath the path, one outside, and one of another account, which all trust."""
    statement = {"Effect": "Allow", "Principal": {"AWS": trusted}, "Action": ASSUMING}
    trust = {"Version": "2012-10-17", "Statement": statement}
    evaluator = Evaluator(identity_policies=[EVERYTHING], permissions_boundary=document, resource_policy=trust)
    context = {"aws:RequestTag/team": "red", "aws:TagKeys": ["team"], "sts:SourceIdentity": "alice"}
    roles = (INSIDE["role"], OUTSIDE["role"], "arn:aws:iam::444455556666:role/delegated/X")
    requests = [Request(principal=principal, action=action, resource=role, context=context) for role in roles]
    return [evaluator.decide(request).effect for request in requests]


@pytest.mark.parametrize(
    "action", ["sts:AssumeRoot", "sts:GetFederationToken", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"]
)
def test_no_other_session_is_begun(holder: Holder, action: str) -> None:
    assert not holder.may(action, OUTSIDE["role"])
    assert not holder.may(action)


def test_a_user_or_group_is_moved_within_the_path_only(holder: Holder) -> None:
    """IAM asks for the right on the old ARN and on the new one. IAM API Reference, UpdateUser and UpdateGroup."""
    for kind in ("user", "group"):
        action = f"iam:Update{kind.title()}"
        assert holder.may(action, INSIDE[kind])
        assert holder.may(action, f"{IAM}:{kind}/delegated/Y")
        assert not holder.may(action, OUTSIDE[kind])
    assert not holder.may("iam:UpdateUser", HOLDER)


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("iam:CreateOpenIDConnectProvider", f"{IAM}:oidc-provider/example.com"),
        ("iam:UpdateOpenIDConnectProviderThumbprint", f"{IAM}:oidc-provider/example.com"),
        ("iam:AddClientIDToOpenIDConnectProvider", f"{IAM}:oidc-provider/example.com"),
        ("iam:CreateSAMLProvider", f"{IAM}:saml-provider/Corp"),
        ("iam:UpdateSAMLProvider", f"{IAM}:saml-provider/Corp"),
    ],
)
def test_an_identity_provider_that_others_trust_is_not_changed(holder: Holder, action: str, resource: str) -> None:
    assert not holder.may(action, resource)


def test_no_service_linked_role_is_created(holder: Holder) -> None:
    for path in ("aws-service-role/autoscaling.amazonaws.com/", "delegated/"):
        arn = f"{IAM}:role/{path}AWSServiceRoleForAutoScaling"
        assert not holder.may("iam:CreateServiceLinkedRole", arn, {"iam:AWSServiceName": "autoscaling.amazonaws.com"})


@pytest.mark.parametrize(
    "action",
    ["iam:UpdateAccountPasswordPolicy", "iam:DeleteAccountPasswordPolicy", "iam:CreateAccountAlias",
     "iam:SetSecurityTokenServicePreferences", "iam:EnableOrganizationsRootSessions", "organizations:LeaveOrganization",
     "account:PutAlternateContact", "sso:CreateAccountAssignment", "rolesanywhere:CreateTrustAnchor",
     "cloudformation:UpdateStack", "ec2:RunInstances"],
)  # fmt: skip
def test_nothing_else_of_the_account_is_changed(holder: Holder, action: str) -> None:
    assert not holder.may(action)


def test_an_instance_profile_outside_the_path_gets_no_role(holder: Holder) -> None:
    assert holder.may("iam:AddRoleToInstanceProfile", INSIDE["instance-profile"])
    assert not holder.may("iam:AddRoleToInstanceProfile", OUTSIDE["instance-profile"])


def test_another_account_is_not_reached(holder: Holder) -> None:
    for kind, arn in INSIDE.items():
        elsewhere = arn.replace("111122223333", "444455556666")
        assert not holder.may(f"iam:Delete{kind.title().replace('-P', 'P')}", elsewhere, HAS_IT)


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("iam:DeleteUser", "user"), ("iam:TagUser", "user"), ("iam:DeleteAccessKey", "user"),
        ("iam:DeleteLoginProfile", "user"), ("iam:DeleteRole", "role"), ("iam:UpdateRole", "role"),
        ("iam:TagRole", "role"), ("iam:DeleteGroup", "group"), ("iam:RemoveUserFromGroup", "group"),
        ("iam:DeletePolicy", "policy"), ("iam:TagPolicy", "policy"),
        ("iam:CreateInstanceProfile", "instance-profile"), ("iam:DeleteInstanceProfile", "instance-profile"),
        ("iam:RemoveRoleFromInstanceProfile", "instance-profile"),
    ],
)  # fmt: skip
def test_what_is_beneath_the_path_is_the_holders_to_manage(holder: Holder, action: str, kind: str) -> None:
    for principal in (HOLDER, SESSION, f"{IAM}:user/delegated/Deputy"):
        assert holder.may(action, INSIDE[kind], HAS_IT, as_=principal)
        assert not holder.may(action, OUTSIDE[kind], HAS_IT, as_=principal)


@pytest.mark.parametrize("action", ["iam:ListUsers", "iam:GetAccountAuthorizationDetails", "iam:SimulateCustomPolicy"])
def test_all_of_iam_can_be_read(holder: Holder, action: str) -> None:
    assert holder.may(action)


def test_the_allowed_actions_are_allowed_on_any_resource(holder: Holder) -> None:
    assert holder.may("s3:GetObject", "arn:aws:s3:::data/x")
    assert holder.may("lambda:CreateFunction", "arn:aws:lambda:eu-west-1:111122223333:function:x")
    assert not holder.may("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:x")


WRITING = [
    action
    for action in expand_actions("iam:*") + expand_actions("sts:*")
    if access_level(action) not in ("Read", "List")
]
NAMES = st.text("abcXYZ019-_/", min_size=1, max_size=12)
KINDS = [*INSIDE, "mfa", "saml-provider", "oidc-provider", "server-certificate", "sms-mfa", "role/aws-service-role"]
RESOURCES = st.one_of(
    st.sampled_from(["*", OWN, HOLDER, *OUTSIDE.values(), f"{IAM}:root"]),
    st.builds(lambda kind, name: f"{IAM}:{kind}/{name}", st.sampled_from(KINDS), NAMES),
    st.builds(
        lambda arn, name: arn.replace("delegated", name.replace("/", "-")), st.sampled_from([*INSIDE.values()]), NAMES
    ),
)
BOUNDARIES = st.sampled_from([HAS_IT, HAS_NONE, HAS_ANOTHER, {"iam:PermissionsBoundary": ""}])


# With these nobody's rights change, and neither can the MFA of a user outside.
OF_ANY_DEVICE = {"iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"}


@given(action=st.sampled_from(WRITING), resource=RESOURCES, context=BOUNDARIES, as_=st.sampled_from([HOLDER, SESSION]))
def test_no_writing_action_of_iam_is_allowed_outside_the_path(
    holder: Holder, action: str, resource: str, context: dict[str, str], as_: str
) -> None:
    if resource.startswith(tuple(f"{IAM}:{kind}/delegated/" for kind in INSIDE)):
        return
    if action in OF_ANY_DEVICE and resource.startswith(f"{IAM}:mfa/"):
        return
    if action in OWN_CREDENTIALS and resource == as_ == HOLDER:
        return  # what LookAfterOneself is for; held above
    assert not holder.may(action, resource, context, as_=as_)


TIED = [action for action in WRITING if "iam:PermissionsBoundary" in condition_keys(action)]


@given(action=st.sampled_from(TIED), name=NAMES, context=st.sampled_from([HAS_NONE, HAS_ANOTHER]))
def test_beneath_the_path_nothing_that_could_be_tied_to_the_boundary_is_free_of_it(
    holder: Holder, action: str, name: str, context: dict[str, str]
) -> None:
    for kind in ("user", "role"):
        assert not holder.may(action, f"{IAM}:{kind}/delegated/{name}", context)


def test_whatever_is_denied_stays_so_with_an_account_wide_allow_in_the_same_boundary(document: Document) -> None:
    rendered = document.render()
    wide = Holder(Document.parse({**rendered, "Statement": [*rendered["Statement"], EVERYTHING["Statement"]]}))
    assert wide.may("iam:CreateUser", INSIDE["user"], HAS_IT)
    for action, resource, context in (
        ("iam:CreateUser", INSIDE["user"], HAS_NONE),
        ("iam:CreateRole", OUTSIDE["role"], HAS_ANOTHER),
        ("iam:PutUserPermissionsBoundary", HOLDER, HAS_ANOTHER),
        ("iam:DeleteUserPermissionsBoundary", HOLDER, HAS_IT),
        ("iam:CreatePolicyVersion", OWN, HAS_NONE),
    ):
        assert not wide.may(action, resource, context)


@pytest.mark.parametrize(
    "path", ["/", "delegated/", "/delegated", "/*/", "/d?/", "/${aws:username}/", "/aws-reserved/"]
)
def test_a_path_that_is_everything_or_a_pattern_is_not_delegated(stack: Stack, path: str) -> None:
    with pytest.raises(PolicyError, match=r"delegated_path '.*' is not allowed; give 3 to 512 characters"):
        boundary(stack, delegated_path=path)


@pytest.mark.parametrize("path", ["/delegated/", "/delegated/boundaries/"])
def test_the_boundary_is_not_beneath_the_path_that_it_delegates(stack: Stack, path: str) -> None:
    with pytest.raises(PolicyError, match="is beneath the delegated path '/delegated/', where holders edit policies"):
        boundary(stack, path=path)


def test_the_boundary_is_at_the_root_unless_said_otherwise(stack: Stack) -> None:
    boundary(stack, path=None)
    assert "/delegated/" not in json.dumps(only(stack, "AWS::IAM::ManagedPolicy").get("Path", "/"))
    assert ":policy/Delegated" in json.dumps(only(stack, "AWS::IAM::ManagedPolicy"))


def test_an_action_that_reaches_beyond_the_boundary_is_refused(stack: Stack) -> None:
    with pytest.raises(PolicyError, match=r"allowed_actions 'IAM:\*' is not allowed: the boundary itself says"):
        boundary(stack, allowed_actions=["s3:*", "IAM:*"])


def test_so_many_actions_that_the_policy_is_too_long_are_refused(stack: Stack) -> None:
    with pytest.raises(PolicyError, match=r"the boundary has [67],\d{3} characters, more than 6,144"):
        boundary(stack, allowed_actions=[f"s3:Get{number:026}" for number in range(120)])


@pytest.mark.parametrize(
    "actions",
    [[], ["s3:*"], ["s3:GetObject", "logs:Put*"], ["access-analyzer:*"], ["s3:*", "sqs:SendMessage", "sns:*"]],
    ids=",".join,
)
def test_its_findings_are_those_of_the_four_packs(app_of_ones_own: App, actions: list[str]) -> None:
    """An expected finding that is missing, or that no pack has, is itself a violation."""
    found = boundary(Stack(app_of_ones_own, "S"), allowed_actions=actions).expected_findings
    attach_packs(app_of_ones_own, found)
    folder = Path(app_of_ones_own.synth().directory)
    report = json.loads((folder / "validation-report.json").read_text(encoding="utf-8"))
    assert [violation for plugin in report["pluginReports"] for violation in plugin.get("violations", [])] == []
    accepted = sum(len(plugin.get("suppressedViolations", [])) for plugin in report["pluginReports"])
    assert accepted >= len(found) >= 10
