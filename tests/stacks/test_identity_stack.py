from collections.abc import Callable

from aws_cdk.assertions import Match, Template

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
    template.has_resource_properties("AWS::IAM::Group", {"ManagedPolicyArns": [policy]})
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
