from collections.abc import Callable

from aws_cdk.assertions import Match, Template

from tests.stacks.conftest import Stacks

Define = Callable[[str], Stacks]
POLICY = 'path: /p/, statements: [{effect: Allow, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b"]}]'
LAMBDA = "trust: {service: lambda.amazonaws.com}"


def test_a_policy_that_only_roles_use_lives_with_the_roles(define: Define) -> None:
    identity, roles = define(f"{{policies: {{P: {{{POLICY}}}}}, roles: {{R: {{{LAMBDA}, policies: [P]}}}}}}")
    assert ("policies", "P") not in identity.things
    policy = {"Ref": roles.get_logical_id(roles.things["policies", "P"].node.default_child)}
    Template.from_stack(roles).has_resource_properties("AWS::IAM::Role", {"ManagedPolicyArns": [policy]})


def test_a_policy_that_people_use_too_lives_with_them_and_roles_name_its_arn(define: Define) -> None:
    users = f"groups: {{G: {{policies: [P]}}}}, roles: {{R: {{{LAMBDA}, policies: [P]}}}}"
    identity, roles = define(f"{{policies: {{P: {{{POLICY}}}}}, {users}}}")
    assert ("policies", "P") in identity.things
    template = Template.from_stack(roles)
    template.resource_count_is("AWS::IAM::ManagedPolicy", 0)
    named = ["arn:", {"Ref": "AWS::Partition"}, ":iam::", {"Ref": "AWS::AccountId"}, ":policy/p/P"]
    template.has_resource_properties("AWS::IAM::Role", {"ManagedPolicyArns": [{"Fn::Join": ["", named]}]})
    assert "Outputs" not in Template.from_stack(identity).to_json()


def test_a_policy_that_nobody_uses_lives_with_the_roles(define: Define) -> None:
    """It may be one that roles have just given up: if it moved, its name would still be taken."""
    _, roles = define(f"policies: {{P: {{{POLICY}}}}}")
    assert ("policies", "P") in roles.things


def test_a_role_waits_for_the_provider_that_it_trusts(define: Define) -> None:
    text = """
    providers: {IdP: {url: "https://idp.example", audiences: [app]}}
    roles: {R: {trust: {web_identity: {provider: IdP, audience: app, subject: me}}}}
    """
    _, roles = define(text)
    template = Template.from_stack(roles)
    template.has_resource_properties(
        "AWS::IAM::OIDCProvider",
        {"Url": "https://idp.example", "ClientIdList": ["app"], "ThumbprintList": Match.absent()},
    )
    (provider,) = template.find_resources("AWS::IAM::OIDCProvider")
    template.has_resource("AWS::IAM::Role", {"DependsOn": [provider]})


def test_a_provider_that_exists_already_is_trusted_and_not_created(define: Define) -> None:
    text = """
    providers: {IdP: {url: "https://idp.example", audiences: [app], existing: true}}
    roles: {R: {trust: {web_identity: {provider: IdP, audience: app, subject: me}}}}
    """
    _, roles = define(text)
    template = Template.from_stack(roles)
    template.resource_count_is("AWS::IAM::OIDCProvider", 0)
    template.resource_count_is("AWS::IAM::Role", 1)


def test_a_role_has_what_the_file_says(define: Define) -> None:
    _, roles = define("""
    roles:
      R:
        trust: {account: "999999999999", external_id: example-id}
        path: /a/
        description: What it is for
        max_session_seconds: 7200
        tags: {Team: Data}
    """)
    Template.from_stack(roles).has_resource_properties(
        "AWS::IAM::Role",
        {
            "RoleName": "R",
            "Path": "/a/",
            "Description": "What it is for",
            "MaxSessionDuration": 7200,
            "Tags": [{"Key": "Team", "Value": "Data"}],
        },
    )


def test_a_service_other_than_lambda_can_be_trusted(define: Define) -> None:
    _, roles = define("roles: {R: {trust: {service: ec2.amazonaws.com}}}")
    trusted = {"Statement": [Match.object_like({"Principal": {"Service": "ec2.amazonaws.com"}})]}
    Template.from_stack(roles).has_resource_properties(
        "AWS::IAM::Role", {"AssumeRolePolicyDocument": trusted, "MaxSessionDuration": 3600}
    )


def test_a_role_for_lambda_may_write_to_the_log_group_of_the_file(define: Define) -> None:
    _, roles = define(f"roles: {{R: {{{LAMBDA}, log_group: /aws/lambda/W, create_log_group: true}}}}")
    assert len(roles.expected_findings) == 1
    Template.from_stack(roles).resource_count_is("AWS::IAM::ManagedPolicy", 1)
