"""A fixed set of requests of mixed features, each with the policies that decide it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
Case = tuple[Json, Json]
"""The keyword arguments of `Request`, and those of `evaluate` without the request."""

ACCOUNT = "111122223333"
OTHER = "444455556666"
USER = f"arn:aws:iam::{ACCOUNT}:user/engineering/JohnDoe"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Deployer"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/Deployer/build-17"
FOREIGNER = f"arn:aws:iam::{OTHER}:role/Partner"
BUCKET = "arn:aws:s3:::example-data"
OBJECT = f"{BUCKET}/reports/2026/summary.csv"
TABLE = f"arn:aws:dynamodb:eu-west-1:{ACCOUNT}:table/Orders"
QUEUE = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:orders"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
INSTANCE = f"arn:aws:ec2:eu-west-1:{ACCOUNT}:instance/i-0123456789abcdef0"
SECRET = f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:database/password-AbCdEf"


def requests() -> list[Case]:
    """Return the pairs of keyword arguments, of a request and of the policies, in the order of `CASES`."""
    return list(CASES.values())


def _document(*statements: Json) -> Json:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _allow(action: str | list[str], resource: str | list[str] = "*", **elements: Any) -> Json:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **elements}


def _deny(action: str | list[str], resource: str | list[str] = "*", **elements: Any) -> Json:
    return {**_allow(action, resource, **elements), "Effect": "Deny"}


def _ask(
    action: str, resource: str = "*", *, principal: str = USER, unknown: tuple[str, ...] = (), **more: Any
) -> Json:
    return {"principal": principal, "action": action, "resource": resource, "unknown": unknown, **more}


def _identity(*statements: Json) -> Json:
    return {"identity_policies": [_document(*statements)]}


def _conditional(condition: Json, context: Json) -> Case:
    """Return a request for an object that is allowed under a condition."""
    return _ask("s3:GetObject", OBJECT, context=context), _identity(
        _allow("s3:GetObject", f"{BUCKET}/*", Condition=condition)
    )


_READ = _ask("s3:GetObject", OBJECT)
_FULL = _document(_allow("*"))
_READS = _document(_allow(["s3:Get*", "s3:List*"]))
_TO_ALL = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"{BUCKET}/*"}
_ASSUME = {"Effect": "Allow", "Action": "sts:AssumeRole"}
_KEY_TO_ACCOUNT = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
_TAGS = "aws:TagKeys"

_ELEMENTS: dict[str, Case] = {
    "exact action and resource": (_READ, _identity(_allow("s3:GetObject", OBJECT))),
    "action in another case": (_READ, _identity(_allow("S3:getobject", OBJECT))),
    "wildcard at the end": (_READ, _identity(_allow("s3:Get*", f"{BUCKET}/*"))),
    "wildcard in the middle": (_READ, _identity(_allow("s3:*Object", f"{BUCKET}/*/2026/*.csv"))),
    "one character": (_READ, _identity(_allow("s3:GetObjec?", f"{BUCKET}/reports/20??/*"))),
    "many wildcards": (_READ, _identity(_allow("s3:*e*t*", "arn:aws:s3:::*a*/*r*/*2*/*s*"))),
    "resource in another case": (_READ, _identity(_allow("s3:GetObject", OBJECT.replace("reports", "Reports")))),
    "nothing said": (_READ, {}),
    "another action": (_READ, _identity(_allow("s3:PutObject", OBJECT))),
    "not action": (_READ, _identity({"Effect": "Allow", "NotAction": ["iam:*", "sts:*"], "Resource": "*"})),
    "not resource": (_READ, _identity({"Effect": "Allow", "Action": "s3:*", "NotResource": f"{BUCKET}/private/*"})),
    "deny beats allow": (_READ, _identity(_allow("s3:*"), _deny("s3:GetObject", f"{BUCKET}/reports/*"))),
    "deny with not resource": (
        _READ,
        _identity(_allow("*"), {"Effect": "Deny", "Action": "s3:*", "NotResource": [BUCKET, f"{BUCKET}/*"]}),
    ),
    "deny with not action": (
        _ask("ec2:TerminateInstances", INSTANCE),
        _identity(_allow("ec2:*"), {"Effect": "Deny", "NotAction": ["ec2:Describe*", "ec2:Start*"], "Resource": "*"}),
    ),
    "ten policies": (_READ, {"identity_policies": [_document(_allow(f"{name}:*")) for name in "abcdefghi"] + [_READS]}),
    "everything": (_ask("iam:DeleteUser", USER), {"identity_policies": [_FULL]}),
    "get caller identity": (_ask("sts:GetCallerIdentity"), _identity(_deny("sts:*"))),
}

_CONDITIONS: dict[str, Case] = {
    "string equals": _conditional(
        {"StringEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-north-1"]}}, {"aws:RequestedRegion": "eu-north-1"}
    ),
    "string not equals": _conditional({"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}, {"aws:SourceVpc": "vpc-2"}),
    "string equals ignore case": _conditional(
        {"StringEqualsIgnoreCase": {"aws:PrincipalTag/Team": "DATA"}}, {"aws:PrincipalTag/team": "data"}
    ),
    "string not equals ignore case": _conditional(
        {"StringNotEqualsIgnoreCase": {"aws:PrincipalTag/Team": "Data"}}, {"aws:PrincipalTag/Team": "data"}
    ),
    "string like": _conditional(
        {"StringLike": {"aws:UserAgent": ["aws-cli/*", "*Boto3/1.??.*"]}}, {"aws:UserAgent": "Boto3/1.40.1"}
    ),
    "string not like": _conditional(
        {"StringNotLike": {"aws:userid": ["AROA*:*", "*:guest"]}}, {"aws:userid": "AIDAEXAMPLE"}
    ),
    "several operators and keys": _conditional(
        {
            "StringEquals": {"aws:PrincipalOrgID": "o-example", "s3:authType": "REST-HEADER"},
            "Bool": {"aws:SecureTransport": "true"},
        },
        {"aws:PrincipalOrgID": "o-example", "s3:authType": "REST-HEADER", "aws:SecureTransport": True},
    ),
    "key is absent": _conditional({"StringEquals": {"aws:SourceVpce": "vpce-1"}}, {}),
    "negated key is absent": _conditional({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}, {}),
    "if exists and absent": _conditional({"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}}, {}),
    "if exists and other": _conditional(
        {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}}, {"aws:SourceVpce": "vpce-2"}
    ),
    "numeric equals": _conditional({"NumericEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": 10}),
    "numeric not equals": _conditional({"NumericNotEquals": {"s3:max-keys": ["10", "20"]}}, {"s3:max-keys": 15}),
    "numeric less than": _conditional(
        {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}, {"aws:MultiFactorAuthAge": 1200}
    ),
    "numeric less than equals": _conditional(
        {"NumericLessThanEquals": {"s3:signatureAge": "600000"}}, {"s3:signatureAge": 600000}
    ),
    "numeric greater than": _conditional({"NumericGreaterThan": {"s3:TlsVersion": "1.1"}}, {"s3:TlsVersion": 1.2}),
    "numeric greater than equals": _conditional(
        {"NumericGreaterThanEquals": {"s3:TlsVersion": "1.3"}}, {"s3:TlsVersion": 1.2}
    ),
    "date less than": _conditional(
        {"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}, {"aws:CurrentTime": "2026-11-24T10:00:00Z"}
    ),
    "date greater than": _conditional(
        {"DateGreaterThan": {"aws:TokenIssueTime": "2026-11-24"}}, {"aws:TokenIssueTime": "2026-11-24T09:00:00Z"}
    ),
    "date in epoch seconds": _conditional(
        {"DateGreaterThanEquals": {"aws:EpochTime": "1700000000"}}, {"aws:EpochTime": 1790000000}
    ),
    "bool": _conditional({"Bool": {"aws:MultiFactorAuthPresent": "true"}}, {"aws:MultiFactorAuthPresent": True}),
    "bool if exists": _conditional(
        {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}, {"aws:MultiFactorAuthPresent": "false"}
    ),
    "binary equals": _conditional(
        {"BinaryEquals": {"example:digest": "QmluYXJ5VmFsdWVJbkJhc2U2NA=="}},
        {"example:digest": "QmluYXJ5VmFsdWVJbkJhc2U2NA=="},
    ),
    "ip address": _conditional(
        {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "198.51.100.7"]}}, {"aws:SourceIp": "198.51.100.7"}
    ),
    "ip address of version 6": _conditional(
        {"IpAddress": {"aws:SourceIp": "2001:db8:1234::/48"}}, {"aws:SourceIp": "2001:db8:1234:5678::1"}
    ),
    "not ip address": _conditional(
        {"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]}}, {"aws:SourceIp": "192.0.2.1"}
    ),
    "arn like": _conditional(
        {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:orders-*"}},
        {"aws:SourceArn": f"arn:aws:sns:eu-west-1:{ACCOUNT}:orders-eu"},
    ),
    "arn not equals": _conditional({"ArnNotEquals": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:user/*/Jane*"}}, {}),
    "null and present": _conditional(
        {"Null": {"s3:x-amz-server-side-encryption": "false"}}, {"s3:x-amz-server-side-encryption": "aws:kms"}
    ),
    "null and absent": _conditional({"Null": {"aws:TokenIssueTime": "true"}}, {}),
    "for all values": _conditional(
        {"ForAllValues:StringEquals": {_TAGS: ["team", "stage", "owner"]}}, {_TAGS: ["team", "owner"]}
    ),
    "for all values and none": _conditional({"ForAllValues:StringLike": {_TAGS: "team*"}}, {_TAGS: []}),
    "for any value": _conditional(
        {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-example/r-*/ou-*/"}},
        {"aws:PrincipalOrgPaths": ["o-example/r-1/ou-1/"]},
    ),
    "for any value and absent": _conditional({"ForAnyValue:StringNotEquals": {_TAGS: "team"}}, {}),
    "variable in a condition": _conditional(
        {"StringEquals": {"s3:ExistingObjectTag/team": "${aws:PrincipalTag/team}"}},
        {"s3:ExistingObjectTag/team": "data", "aws:PrincipalTag/team": "data"},
    ),
}

_VARIABLES: dict[str, Case] = {
    "variable in a resource": (
        _ask("s3:PutObject", f"{BUCKET}/home/JohnDoe/notes.txt"),
        _identity(_allow("s3:PutObject", f"{BUCKET}/home/${{aws:username}}/*")),
    ),
    "variable with a default": (
        _READ,
        _identity(_allow("s3:GetObject", f"{BUCKET}/${{aws:PrincipalTag/folder, 'reports'}}/*")),
    ),
    "variable without value": (_READ, _identity(_allow("s3:GetObject", f"{BUCKET}/${{aws:PrincipalTag/folder}}/*"))),
    "escaped wildcard": (
        _ask("s3:GetObject", f"{BUCKET}/a*b"),
        _identity(_allow("s3:GetObject", f"{BUCKET}/a${{*}}b")),
    ),
    "unknown key that matters": (
        _ask("s3:GetObject", OBJECT, unknown=("aws:SourceIp",)),
        _identity(_allow("s3:Get*", Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})),
    ),
    "unknown keys that do not matter": (
        _ask("s3:GetObject", OBJECT, unknown=("aws:RequestTag/*", "aws:SourceVpc")),
        _identity(_allow("s3:Get*"), _allow("s3:*", Condition={"StringEquals": {"aws:SourceVpc": "vpc-1"}})),
    ),
    "all keys unknown": (
        _ask("ec2:StartInstances", INSTANCE, unknown=("*",)),
        _identity(
            _allow("ec2:*", Condition={"StringEquals": {"aws:ResourceTag/team": "data"}}),
            _deny("ec2:*", Condition={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}),
        ),
    ),
}

_LAYERS: dict[str, Case] = {
    "boundary allows": (_READ, {**_identity(_allow("s3:*")), "permissions_boundary": _READS}),
    "boundary does not allow": (
        _ask("s3:PutObject", OBJECT),
        {**_identity(_allow("s3:*")), "permissions_boundary": _READS},
    ),
    "boundary denies": (
        _ask("dynamodb:DeleteTable", TABLE, principal=ROLE),
        {**_identity(_allow("dynamodb:*")), "permissions_boundary": _document(_allow("*"), _deny("dynamodb:Delete*"))},
    ),
    "session policy allows": (
        _ask("s3:GetObject", OBJECT, principal=SESSION),
        {**_identity(_allow("s3:*")), "session_policies": [_READS]},
    ),
    "session policies do not allow": (
        _ask("sqs:SendMessage", QUEUE, principal=SESSION),
        {**_identity(_allow("sqs:*")), "session_policies": [_READS, _document(_allow("sqs:Receive*", QUEUE))]},
    ),
    "each level of scps allows": (
        _READ,
        {"identity_policies": [_READS], "service_control_policies": [[_FULL], [_READS, _FULL], [_FULL]]},
    ),
    "one level of scps does not allow": (
        _READ,
        {"identity_policies": [_READS], "service_control_policies": [[_FULL], [_document(_allow("ec2:*"))]]},
    ),
    "scp denies other regions": (
        _ask("dynamodb:Query", TABLE, context={"aws:RequestedRegion": "us-east-1"}),
        {
            **_identity(_allow("dynamodb:*")),
            "service_control_policies": [
                [
                    _FULL,
                    _document(
                        {
                            "Effect": "Deny",
                            "NotAction": ["iam:*", "sts:*"],
                            "Resource": "*",
                            "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}},
                        }
                    ),
                ],
            ],
        },
    ),
    "rcp denies strangers": (
        _ask(
            "s3:GetObject",
            OBJECT,
            principal=FOREIGNER,
            resource_account=ACCOUNT,
            context={"aws:PrincipalOrgID": "o-stranger"},
        ),
        {
            "identity_policies": [_READS],
            "resource_policy": _document(_TO_ALL),
            "resource_control_policies": [
                [
                    _document(
                        {
                            "Effect": "Deny",
                            "Principal": "*",
                            "Action": "s3:*",
                            "Resource": "*",
                            "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-example"}},
                        }
                    )
                ],
            ],
        },
    ),
    "all layers at once": (
        _ask("s3:GetObject", OBJECT, principal=SESSION, context={"aws:SecureTransport": True}),
        {
            "identity_policies": [
                _READS,
                _document(_deny("s3:*", Condition={"Bool": {"aws:SecureTransport": "false"}})),
            ],
            "permissions_boundary": _document(_allow(["s3:*", "sqs:*"])),
            "resource_policy": _document({**_TO_ALL, "Principal": {"AWS": ROLE}}),
            "service_control_policies": [[_FULL], [_FULL]],
            "resource_control_policies": [[]],
            "session_policies": [_READS],
        },
    ),
}

_RESOURCES: dict[str, Case] = {
    "bucket policy allows a user": (_READ, {"resource_policy": _document({**_TO_ALL, "Principal": {"AWS": USER}})}),
    "bucket policy allows the account": (
        _READ,
        {**_identity(_allow("s3:*")), "resource_policy": _document({**_TO_ALL, "Principal": {"AWS": ACCOUNT}})},
    ),
    "bucket policy denies": (
        _READ,
        {
            **_identity(_allow("s3:*")),
            "resource_policy": _document(
                {**_TO_ALL, "Effect": "Deny", "Condition": {"Null": {"aws:SourceVpc": "true"}}}
            ),
        },
    ),
    "bucket policy with not principal": (
        _READ,
        {
            **_identity(_allow("s3:*")),
            "resource_policy": _document(
                {
                    "Effect": "Deny",
                    "NotPrincipal": {"AWS": [USER, f"arn:aws:iam::{ACCOUNT}:root"]},
                    "Action": "s3:*",
                    "Resource": "*",
                }
            ),
        },
    ),
    "anonymous caller": (
        _ask("s3:GetObject", OBJECT, principal="*", resource_account=ACCOUNT),
        {"resource_policy": _document(_TO_ALL)},
    ),
    "other account, both allow": (
        _ask("s3:GetObject", OBJECT, principal=FOREIGNER, resource_account=ACCOUNT),
        {
            "identity_policies": [_READS],
            "resource_policy": _document({**_TO_ALL, "Principal": {"AWS": f"arn:aws:iam::{OTHER}:root"}}),
        },
    ),
    "other account, one allows": (
        _ask("s3:GetObject", OBJECT, principal=FOREIGNER, resource_account=ACCOUNT),
        {"identity_policies": [_READS]},
    ),
    "service sends to a queue": (
        _ask(
            "sqs:SendMessage",
            QUEUE,
            principal="sns.amazonaws.com",
            context={"aws:SourceArn": f"arn:aws:sns:eu-west-1:{ACCOUNT}:orders"},
        ),
        {
            "resource_policy": _document(
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "sns.amazonaws.com"},
                    "Action": "sqs:SendMessage",
                    "Resource": QUEUE,
                    "Condition": {"ArnEquals": {"aws:SourceArn": f"arn:aws:sns:*:{ACCOUNT}:orders"}},
                }
            )
        },
    ),
    "secret for a role": (
        _ask("secretsmanager:GetSecretValue", SECRET, principal=SESSION),
        {
            "resource_policy": _document(
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": ROLE},
                    "Action": "secretsmanager:GetSecretValue",
                    "Resource": "*",
                }
            )
        },
    ),
    "key policy to the account": (
        _ask("kms:Decrypt", KEY),
        {**_identity(_allow("kms:Decrypt", KEY)), "resource_policy": _document(_KEY_TO_ACCOUNT)},
    ),
    "key policy without the account": (
        _ask("kms:Decrypt", KEY),
        {**_identity(_allow("kms:*")), "resource_policy": _document({**_KEY_TO_ACCOUNT, "Principal": {"AWS": ROLE}})},
    ),
    "key policy under encryption context": (
        _ask(
            "kms:Decrypt",
            KEY,
            principal=SESSION,
            context={"kms:EncryptionContext:stage": "prod", "kms:ViaService": "s3.eu-west-1.amazonaws.com"},
        ),
        {
            "resource_policy": _document(
                {
                    **_KEY_TO_ACCOUNT,
                    "Principal": {"AWS": ROLE},
                    "Condition": {
                        "StringEquals": {"kms:EncryptionContext:stage": "prod"},
                        "StringLike": {"kms:ViaService": "s3.*.amazonaws.com"},
                    },
                }
            )
        },
    ),
    "trust of a user": (
        _ask("sts:AssumeRole", ROLE),
        {"resource_policy": _document({**_ASSUME, "Principal": {"AWS": USER}})},
    ),
    "trust of the account": (
        _ask("sts:AssumeRole", ROLE),
        {
            **_identity(_allow("sts:AssumeRole", f"arn:aws:iam::{ACCOUNT}:role/Dep*")),
            "resource_policy": _document({**_ASSUME, "Principal": {"AWS": ACCOUNT}}),
        },
    ),
    "trust of a partner with an external id": (
        _ask("sts:AssumeRole", ROLE, principal=FOREIGNER, context={"sts:ExternalId": "example-id"}),
        {
            **_identity(_allow("sts:AssumeRole", f"arn:aws:iam::{ACCOUNT}:role/*")),
            "resource_policy": _document(
                {
                    **_ASSUME,
                    "Principal": {"AWS": OTHER},
                    "Condition": {"StringEquals": {"sts:ExternalId": "example-id"}},
                }
            ),
        },
    ),
    "trust of a service": (
        _ask("sts:AssumeRole", ROLE, principal="lambda.amazonaws.com"),
        {"resource_policy": _document({**_ASSUME, "Principal": {"Service": "lambda.amazonaws.com"}})},
    ),
}

CASES: dict[str, Case] = {**_ELEMENTS, **_CONDITIONS, **_VARIABLES, **_LAYERS, **_RESOURCES}
"""The pairs by name."""
