from collections.abc import Callable
from pathlib import Path

import pytest
from aws_cdk.assertions import Match, Template

from iam_stacks.config import Role
from iam_stacks.config.source import read
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
    (create, write) = (finding.finding or "" for finding in roles.expected_findings)
    assert create.endswith(":log-group:/aws/lambda/W:*")
    assert write.endswith(":log-group:/aws/lambda/W:log-stream:*")
    Template.from_stack(roles).resource_count_is("AWS::IAM::ManagedPolicy", 1)


def test_a_function_has_the_rights_that_the_file_says(define: Define) -> None:
    _, roles = define("""
    roles:
      R:
        trust: {service: lambda.amazonaws.com}
        vpc: true
        tracing: true
        insights: true
        managed_basic: true
        environment_key_arn: "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/e"
        dead_letters:
          topic_arn: "arn:aws:sns:eu-west-1:111111111111:t"
          key_arn: "arn:aws:kms:eu-west-1:111111111111:key/t"
        event_sources:
          - queue_arn: "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:q"
            key_arn: "arn:aws:kms:eu-west-1:111111111111:key/q"
          - {stream_arn: "arn:aws:kinesis:eu-west-1:111111111111:stream/s"}
          - {table_stream_arn: "arn:aws:dynamodb:eu-west-1:111111111111:table/t/stream/2026-01-01T00:00:00.000"}
          - broker_arn: "arn:aws:mq:eu-west-1:111111111111:broker:b:b-1"
            secret_arn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:s-abcdef"
          - {kafka_cluster_arn: "arn:aws:kafka:eu-west-1:111111111111:cluster/c/1", authentication: iam, topics: [t]}
    """)
    (policy,) = Template.from_stack(roles).find_resources("AWS::IAM::ManagedPolicy").values()
    statements = policy["Properties"]["PolicyDocument"]["Statement"]
    actions = {action for statement in statements for action in _listed(statement["Action"])}
    assert actions >= {
        "ec2:CreateNetworkInterface",
        "xray:PutTraceSegments",
        "sns:Publish",
        "kms:GenerateDataKey",
        "sqs:ReceiveMessage",
        "kinesis:GetRecords",
        "dynamodb:GetRecords",
        "mq:DescribeBroker",
        "secretsmanager:GetSecretValue",
        "kafka-cluster:ReadData",
        "logs:PutLogEvents",
    }
    (polling,) = (each for each in statements if "sqs:ReceiveMessage" in _listed(each["Action"]))
    assert roles.resolve(polling["Resource"])["Fn::Join"][1][-1] == ":q"
    assert len(roles.expected_findings) > 5


def test_a_role_may_have_any_name_beside_that_of_a_function(define: Define) -> None:
    """What a function's role refers to has a place in the tree, which no key of the file may be taken for."""
    names = ["A", "AReferences", "References"]
    _, roles = define(f"roles: {{{', '.join(f'{name}: {{{LAMBDA}}}' for name in names)}}}")
    found = Template.from_stack(roles).find_resources("AWS::IAM::Role")
    assert sorted(role["Properties"]["RoleName"] for role in found.values()) == names


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def test_dead_letters_may_go_to_a_queue(define: Define) -> None:
    queue = "arn:aws:sqs:eu-west-1:111111111111:q"
    _, roles = define(f"roles: {{R: {{{LAMBDA}, dead_letters: {{queue_arn: '{queue}'}}}}}}")
    Template.from_stack(roles).has_resource_properties(
        "AWS::IAM::ManagedPolicy",
        {"PolicyDocument": {"Statement": [Match.object_like({"Action": "sqs:SendMessage", "Resource": queue})]}},
    )


def test_a_role_is_of_the_kind_that_the_file_says(define: Define) -> None:
    _, roles = define("""
    quotas: {managed_policies_per_role: 25, trust_policy_size: 4096}
    roles:
      Web: {kind: instance, trust: {service: ec2.amazonaws.com}}
      Support: {kind: support, trust: {account: "${AWS::AccountId}"}}
      Emergency: {kind: break_glass, trust: {account: "${AWS::AccountId}", mfa_max_age: 3600}}
    """)
    kinds = {name: type(roles.things["roles", name]).__name__ for name in ("Web", "Support", "Emergency")}
    assert kinds == {"Web": "InstanceRole", "Support": "SupportRole", "Emergency": "BreakGlassRole"}
    Template.from_stack(roles).resource_count_is("AWS::IAM::InstanceProfile", 1)
    assert [finding.rule for finding in roles.expected_findings] == [
        *("IAM4", "full-service-access", "full-service-access"),
        *("IAM4", "administrator-equivalent"),
    ]


@pytest.mark.parametrize(
    ("role", "own"),
    [
        ("kind: support, trust: {account: '${AWS::AccountId}'}", 0),
        ("kind: break_glass, trust: {account: '${AWS::AccountId}', mfa_max_age: 3600}", 0),
        (f"{LAMBDA}, managed_basic: true", 0),
        (f"{LAMBDA}, managed_basic: true, tracing: true", 1),
        (f"{LAMBDA}, environment_key_arn: 'arn:aws:kms:eu-west-1:111111111111:key/k'", 1),
    ],
)
def test_a_role_has_the_policies_that_loading_counts(define: Define, role: str, own: int) -> None:
    _, roles = define(f"roles: {{R: {{{role}}}}}")
    template = Template.from_stack(roles)
    (made,) = template.find_resources("AWS::IAM::Role").values()
    named = [arn["Fn::Join"][1][-1] for arn in made["Properties"].get("ManagedPolicyArns", [])]
    counted = Role.model_validate(read(f"{{{role}}}").data)
    assert named == [f":iam::aws:policy/{name}" for name in counted.managed_by_kind]
    assert counted.has_rights_of_its_own is bool(own)
    template.resource_count_is("AWS::IAM::ManagedPolicy", own)


@pytest.mark.parametrize("kind", ["support", "break_glass"])
def test_a_raised_quota_of_trust_policies_holds_for_every_kind_of_role(define: Define, kind: str) -> None:
    trusted = ", ".join(f'"arn:aws:iam::222222222222:user/{"u" * 60}{number:02}"' for number in range(25))
    _, roles = define(f"""
    quotas: {{trust_policy_size: 4096}}
    own_accounts: ["222222222222"]
    roles: {{R: {{kind: {kind}, trust: {{account: [{trusted}], mfa_max_age: 3600}}}}}}
    """)
    Template.from_stack(roles).resource_count_is("AWS::IAM::Role", 1)


def test_the_role_for_emergencies_and_whoever_is_exempt_have_no_default_boundary(define: Define) -> None:
    identity, roles = define("""
    boundaries:
      Most: {default: true, statements: [{effect: Allow, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b"]}]}
    groups: {G: {}}
    users: {U: {groups: [G], permissions_boundary: false}}
    roles: {Emergency: {kind: break_glass, trust: {account: "${AWS::AccountId}", mfa_max_age: 3600}}}
    """)
    absent = {"PermissionsBoundary": Match.absent()}
    Template.from_stack(roles).has_resource_properties("AWS::IAM::Role", absent)
    Template.from_stack(identity).has_resource_properties("AWS::IAM::User", absent)


def test_a_machine_outside_gets_an_anchor_a_role_and_a_profile(define: Define, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
    _, roles = define("""
    providers: {Datacenter: {roles_anywhere: {certificate_bundle: ca.pem}}}
    roles:
      Backup: {trust: {roles_anywhere: {provider: Datacenter, subject: {CN: backup}}}, max_session_seconds: 7200}
    """)
    template = Template.from_stack(roles)
    (anchor,) = template.find_resources("AWS::RolesAnywhere::TrustAnchor")
    (role,) = template.find_resources("AWS::IAM::Role")
    source = {"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": [anchor, "TrustAnchorArn"]}}}
    template.has_resource_properties(
        "AWS::IAM::Role",
        {"AssumeRolePolicyDocument": {"Statement": [Match.object_like({"Condition": Match.object_like(source)})]}},
    )
    profile = {"Name": "Backup", "RoleArns": [{"Fn::GetAtt": [role, "Arn"]}], "DurationSeconds": 7200}
    template.has_resource_properties("AWS::RolesAnywhere::Profile", profile)


def test_an_authority_of_this_account_and_region_can_be_named(define: Define) -> None:
    authority = "arn:${AWS::Partition}:acm-pca:${AWS::Region}:${AWS::AccountId}:certificate-authority/a"
    _, roles = define(f"providers: {{Ca: {{roles_anywhere: {{certificate_authority_arn: '{authority}'}}}}}}")
    (anchor,) = Template.from_stack(roles).find_resources("AWS::RolesAnywhere::TrustAnchor").values()
    assert "${AWS::" not in str(anchor)
    assert {"Ref": "AWS::Region"} in anchor["Properties"]["Source"]["SourceData"]["AcmPcaArn"]["Fn::Join"][1]


def test_people_of_a_saml_provider_of_the_estate(define: Define, tmp_path: Path) -> None:
    (tmp_path / "corp.xml").write_text(f"<EntityDescriptor>{'x' * 1000}</EntityDescriptor>")
    _, roles = define("""
    providers: {Corp: {saml: {metadata: corp.xml}}}
    roles: {Staff: {trust: {saml: {provider: Corp}}}}
    """)
    template = Template.from_stack(roles)
    (provider,) = template.find_resources("AWS::IAM::SAMLProvider")
    template.has_resource("AWS::IAM::Role", {"DependsOn": [provider]})


def test_a_role_may_have_a_boundary_of_the_people(define: Define) -> None:
    statements = 'statements: [{effect: Allow, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b"]}]'
    identity, roles = define(f"""
    boundaries: {{Most: {{default: true, {statements}}}, Less: {{path: /b/, {statements}}}}}
    groups: {{G: {{}}}}
    users: {{U: {{groups: [G]}}, V: {{groups: [G], permissions_boundary: Less}}}}
    roles: {{R: {{{LAMBDA}}}, S: {{{LAMBDA}, permissions_boundary: Less}}}}
    """)
    assert {("boundaries", "Most"), ("boundaries", "Less")} <= identity.things.keys()
    arn = ["arn:", {"Ref": "AWS::Partition"}, ":iam::", {"Ref": "AWS::AccountId"}]
    for name, policy in (("R", ":policy/Most"), ("S", ":policy/b/Less")):
        boundary = {"Fn::Join": ["", [*arn, policy]]}
        Template.from_stack(roles).has_resource_properties(
            "AWS::IAM::Role", {"RoleName": name, "PermissionsBoundary": boundary}
        )
    for name, key in (("U", "Most"), ("V", "Less")):
        boundary = {"Ref": identity.get_logical_id(identity.things["boundaries", key].node.default_child)}
        Template.from_stack(identity).has_resource_properties(
            "AWS::IAM::User", {"UserName": name, "PermissionsBoundary": boundary}
        )


def test_a_delegated_administrator_has_a_boundary_that_names_itself(define: Define) -> None:
    identity, _ = define("boundaries: {Team: {delegated_admin: {path: /team/, allowed_actions: ['s3:*']}}}")
    assert type(identity.things["boundaries", "Team"]).__name__ == "DelegatedAdminBoundary"
    assert identity.expected_findings


def test_a_policy_that_is_too_long_is_attached_in_all_of_its_parts(define: Define) -> None:
    arns = ", ".join(f'"arn:aws:s3:::{"b" * 60}{number:03}"' for number in range(60))
    statements = ", ".join(
        f'{{sid: S{number}, effect: Allow, actions: ["s3:GetObject"], resources: [{arns}]}}' for number in range(3)
    )
    policies = f"policies: {{P: {{statements: [{statements}]}}, Q: {{statements: [{statements}]}}}}"
    people = "groups: {G: {policies: [Q], mfa: false}}"
    identity, roles = define(f"{{{policies}, {people}, roles: {{R: {{{LAMBDA}, policies: [P, Q]}}}}}}")
    template = Template.from_stack(roles)
    names = {
        policy["Properties"]["ManagedPolicyName"]
        for policy in template.find_resources("AWS::IAM::ManagedPolicy").values()
    }
    assert names == {"P", "P2", "P3"}
    (role,) = template.find_resources("AWS::IAM::Role").values()
    assert len(role["Properties"]["ManagedPolicyArns"]) == 6
    (group,) = Template.from_stack(identity).find_resources("AWS::IAM::Group").values()
    assert len(group["Properties"]["ManagedPolicyArns"]) == 3
    paths = {resource.node.path for resource in roles.things["policies", "P"].node.find_all()}
    assert "Roles/Policies/P/P2" in paths, "an acknowledgement at P covers all of its parts"
