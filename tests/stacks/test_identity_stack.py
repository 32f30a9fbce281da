from collections.abc import Callable

from aws_cdk.assertions import Match, Template

from iam_stacks.stacks.identity_stack import IdentityStack
from tests.stacks.conftest import Stacks

Define = Callable[[str], Stacks]
STATEMENTS = 'statements: [{effect: Allow, actions: ["s3:GetObject"], resources: ["arn:${AWS::Partition}:s3:::b/*"]}]'


def test_names_are_the_keys_of_the_file(define: Define) -> None:
    identity, _ = define(f"{{policies: {{P: {{{STATEMENTS}}}}}, groups: {{G: {{policies: [P]}}}}, users: {{U: {{}}}}}}")
    template = Template.from_stack(identity)
    template.has_resource_properties("AWS::IAM::ManagedPolicy", {"ManagedPolicyName": "P"})
    template.has_resource_properties("AWS::IAM::Group", {"GroupName": "G"})
    template.has_resource_properties("AWS::IAM::User", {"UserName": "U"})


def test_a_group_and_a_user_may_have_the_same_name(define: Define) -> None:
    identity, _ = define("{groups: {Ops: {}}, users: {Ops: {groups: [Ops]}}}")
    assert set(identity.things) == {("groups", "Ops"), ("users", "Ops")}


def test_policies_groups_and_users_are_joined_by_reference(define: Define) -> None:
    people = "groups: {G: {policies: [P]}}, users: {U: {groups: [G], policies: [P]}}"
    identity, _ = define(f"{{policies: {{P: {{{STATEMENTS}}}}}, {people}}}")
    template = Template.from_stack(identity)
    policy = {"Ref": identity.get_logical_id(identity.things["policies", "P"].node.default_child)}
    group = {"Ref": identity.get_logical_id(identity.things["groups", "G"].node.default_child)}
    template.has_resource_properties("AWS::IAM::Group", {"ManagedPolicyArns": Match.array_with([policy])})
    template.has_resource_properties("AWS::IAM::User", {"ManagedPolicyArns": [policy], "Groups": [group]})


def test_a_statement_is_rendered_with_all_of_its_elements(define: Define) -> None:
    _, roles = define("""
    policies:
      P:
        path: /team/
        description: All elements
        statements:
          - {sid: A, effect: Allow, actions: ["s3:GetObject"],
             resources: ["arn:${AWS::Partition}:s3:::b/${aws:username}"]}
          - {sid: B, effect: Deny, not_actions: ["s3:*"], not_resources: ["arn:aws:s3:::c"],
             conditions: {StringEquals: {"aws:PrincipalTag/Team": [x, "${AWS::AccountId}"]}}}
    """)
    Template.from_stack(roles).has_resource_properties(
        "AWS::IAM::ManagedPolicy",
        {
            "Path": "/team/",
            "Description": "All elements",
            "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Sid": "A",
                        "Effect": "Allow",
                        "Action": "s3:GetObject",
                        "Resource": {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":s3:::b/${aws:username}"]]},
                    },
                    {
                        "Sid": "B",
                        "Effect": "Deny",
                        "NotAction": "s3:*",
                        "NotResource": "arn:aws:s3:::c",
                        "Condition": {"StringEquals": {"aws:PrincipalTag/Team": ["x", {"Ref": "AWS::AccountId"}]}},
                    },
                ],
            },
        },
    )


def test_allow_comes_before_deny_since_cdk_nag_reads_a_policy_as_text(define: Define) -> None:
    _, roles = define("""
    policies:
      P:
        statements:
          - {sid: D, effect: Deny, actions: ["s3:*"], resources: ["*"]}
          - {sid: B, effect: Allow, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/c"]}
          - {sid: A, effect: Allow, actions: ["s3:PutObject"], resources: ["arn:aws:s3:::b/d"]}
    """)
    (policy,) = Template.from_stack(roles).find_resources("AWS::IAM::ManagedPolicy").values()
    statements = policy["Properties"]["PolicyDocument"]["Statement"]
    assert [statement["Sid"] for statement in statements] == ["B", "A", "D"]


def test_a_stack_with_nothing_in_it_has_a_resource_that_does_nothing(define: Define) -> None:
    for stack in define("{}"):
        template = Template.from_stack(stack).to_json()
        assert [resource["Type"] for resource in template["Resources"].values()] == [
            "AWS::CloudFormation::WaitConditionHandle"
        ]


def test_the_tags_of_a_user_are_on_the_user_and_not_on_the_secrets(define: Define) -> None:
    identity, _ = define("users: {U: {programmatic_access: true, tags: {Team: Data}}}")
    template = Template.from_stack(identity)
    template.has_resource_properties("AWS::IAM::User", {"Tags": [{"Key": "Team", "Value": "Data"}]})
    template.has_resource_properties("AWS::SecretsManager::Secret", {"Tags": Match.absent()})


def test_the_stack_has_the_estates_tags_and_protection(define: Define) -> None:
    identity, roles = define("{tags: {Owner: security}, termination_protection: true}")
    for stack in (identity, roles):
        assert stack.termination_protection
        assert stack.tags.tag_values() == {"Owner": "security"}


def test_users_with_console_access_cause_one_finding_together(define: Define) -> None:
    identity, _ = define("users: {A: {console_access: true}, B: {console_access: true}}")
    assert [finding.finding for finding in identity.expected_findings if finding.rule == "IAM5"] == ["Resource::*"]


def enforced(identity: IdentityStack) -> dict[str, list[str]]:
    """Return the MFA policies of each group, by the logical ids of their constructs."""
    groups = Template.from_stack(identity).find_resources("AWS::IAM::Group").values()
    return {
        group["Properties"]["GroupName"]: [
            arn["Ref"] for arn in group["Properties"].get("ManagedPolicyArns", []) if arn["Ref"].startswith("Mfa")
        ]
        for group in groups
    }


def test_every_group_enforces_mfa_unless_the_file_says_otherwise(define: Define) -> None:
    identity, _ = define("groups: {A: {}, B: {}, C: {first_login: strict}, D: {mfa: false}}")
    found = enforced(identity)
    assert len(found["A"]) == 1
    assert found["A"] == found["B"] != found["C"]
    assert len(found["C"]) == 1
    assert found["D"] == []


def test_an_mfa_policy_is_about_the_paths_of_the_members_of_its_groups(define: Define) -> None:
    identity, _ = define("""
    groups: {A: {}, B: {first_login: strict}, C: {mfa: false}}
    users:
      U: {groups: [A], path: /team/}
      V: {groups: [A]}
      W: {groups: [B], path: /robots/}
      X: {groups: [C], path: /free/}
    """)
    paths = {str(policy.node.id): policy.user_paths for policy in identity.node.find_child("Mfa").node.children}
    assert paths == {"AllowPasswordChange": ("/", "/team/"), "Strict": ("/robots/",)}


def test_the_password_policy_is_set_before_a_user_gets_a_password(define: Define) -> None:
    identity, _ = define("{account: {password_policy: {minimum_length: 40}}, users: {U: {console_access: true}}}")
    template = Template.from_stack(identity)
    (policy,) = template.find_resources("Custom::PasswordPolicy")
    (user,) = template.find_resources("AWS::IAM::User").values()
    assert policy in user["DependsOn"]
    template.has_resource_properties(
        "AWS::SecretsManager::Secret", {"GenerateSecretString": Match.object_like({"PasswordLength": 40})}
    )
    template.resource_count_is("AWS::IAM::Group", 0)


def test_what_the_file_does_not_say_of_the_account_stays(define: Define) -> None:
    identity, _ = define("users: {U: {}}")
    template = Template.from_stack(identity)
    template.resource_count_is("AWS::Lambda::Function", 0)
    assert not any(key[0] == "account" for key in identity.things)


def test_the_settings_of_the_account_are_those_of_the_file(define: Define) -> None:
    identity, _ = define("""
    account:
      password_policy: {max_age_days: null, reuse_prevention: null, require_symbols: false, on_delete: restore}
      alias: {name: example-org, on_delete: delete}
      notify: [a@example.com, b@example.com]
    """)
    template = Template.from_stack(identity)
    (policy,) = template.find_resources("Custom::PasswordPolicy").values()
    properties = policy["Properties"]
    assert properties["MinimumPasswordLength"] == 14
    assert properties["RequireSymbols"] is False
    assert properties["OnDelete"] == "restore"
    assert not {"MaxPasswordAge", "PasswordReusePrevention"} & set(properties)
    template.has_resource_properties("Custom::AccountAlias", {"AccountAlias": "example-org", "OnDelete": "delete"})
    endpoints = [each["Properties"]["Endpoint"] for each in template.find_resources("AWS::SNS::Subscription").values()]
    assert sorted(endpoints) == ["a@example.com", "b@example.com"]
    assert {("account", "password_policy"), ("account", "alias")} == set(identity.things)


def test_a_key_rotates_as_the_file_says(define: Define) -> None:
    identity, _ = define("""
    users:
      U:
        programmatic_access: true
        access_key_rotation: {every_days: 30, grace_hours: 48, delete_after_days: 14}
    """)
    template = Template.from_stack(identity)
    template.has_resource_properties(
        "AWS::SecretsManager::RotationSchedule", {"RotationRules": {"AutomaticallyAfterDays": 30}}
    )
    (function,) = template.find_resources("AWS::Lambda::Function").values()
    variables = function["Properties"]["Environment"]["Variables"]
    assert (variables["GRACE_SECONDS"], variables["DELETE_AFTER_SECONDS"]) == ("172800", "1209600")


def test_an_exempt_key_is_one_that_cloudformation_makes(define: Define) -> None:
    identity, _ = define("users: {U: {programmatic_access: true, rotation_exemption: a vendor's box}}")
    template = Template.from_stack(identity)
    template.resource_count_is("AWS::IAM::AccessKey", 1)
    template.resource_count_is("AWS::Lambda::Function", 0)
    assert {finding.because for finding in identity.expected_findings} == {"a vendor's box"}
