"""Seeded requests and policies for the differential test, from small pools that overlap: statements match often."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from typing import Any

Document = dict[str, Any]
Writer = Callable[[random.Random, Document, str], Document]

HOME, AWAY = "111122223333", "444455556666"
USER, ROLE = f"arn:aws:iam::{HOME}:user/team/alice", f"arn:aws:iam::{HOME}:role/app/Reader"
SESSION, FEDERATED = f"arn:aws:sts::{HOME}:assumed-role/Reader/monday", f"arn:aws:sts::{HOME}:federated-user/alice"
ROOT, SERVICE, ANONYMOUS = f"arn:aws:iam::{HOME}:root", "sns.amazonaws.com", "*"
LINKED = f"arn:aws:iam::{HOME}:role/aws-service-role/sns.amazonaws.com/AWSServiceRoleForExample"
PEOPLE = [USER, ROLE, SESSION, f"arn:aws:iam::{HOME}:user/bob", f"arn:aws:sts::{HOME}:assumed-role/Reader/friday"]
OTHERS = [f"arn:aws:iam::{AWAY}:user/alice", f"arn:aws:iam::{AWAY}:root", AWAY, f"arn:aws:iam::{AWAY}:role/app/Reader"]
PROVIDER = f"arn:aws:iam::{HOME}:oidc-provider/token.actions.githubusercontent.com"

# actions, resources ("{}": the account that owns it), and who calls besides PEOPLE
PUBLIC, PRIVATE = [FEDERATED, ROOT, SERVICE, ANONYMOUS, LINKED], [FEDERATED, ROOT, SERVICE, LINKED]
SCENES = [
    ("s3:GetObject s3:PutObject", "arn:aws:s3:::data/home/alice/a:b.txt arn:aws:s3:::data/x*y", PUBLIC),
    ("s3:ListBucket s3:GetBucketAcl", "arn:aws:s3:::data arn:aws:s3:::alice", PUBLIC),
    ("sqs:SendMessage sqs:ReceiveMessage", "arn:aws:sqs:eu-west-1:{}:alice-queue", PUBLIC),
    ("sns:Publish sns:Subscribe", "arn:aws:sns:eu-west-1:{}:alice-topic", PUBLIC),
    ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:{}:secret:alice-1", PRIVATE),
    ("lambda:InvokeFunction lambda:GetFunction", "arn:aws:lambda:eu-west-1:{}:function:f:live", PRIVATE),
    ("dynamodb:GetItem dynamodb:PutItem", "arn:aws:dynamodb:eu-west-1:{}:table/alice/index/i", PRIVATE),
    ("kms:Decrypt kms:Encrypt kms:RetireGrant", "arn:aws:kms:eu-west-1:{}:key/1234abcd", PRIVATE),
    ("sts:AssumeRole", "arn:aws:iam::{0}:role/app/Target arn:aws:iam::{0}:role/Target", [SERVICE, LINKED]),
    ("sts:AssumeRole", "arn:aws:iam::{}:role/aws-service-role/sns.amazonaws.com/Linked", [SERVICE]),
    ("ec2:DescribeInstances s3:ListAllMyBuckets sts:GetCallerIdentity", "*", [FEDERATED, ROOT]),
]
NOON = datetime(2026, 6, 1, 12, tzinfo=timezone.utc)
CONTEXT: dict[str, list[Any]] = {
    "aws:PrincipalTag/Team": ["alice", "Red", "blue", "*"],
    "aws:RequestTag/team": ["red", "blue"],
    "s3:prefix": ["", "home/alice/", "home/"],
    "aws:MultiFactorAuthAge": [60, 3600, 3600.5, "60"],
    "aws:CurrentTime": [NOON, "2026-06-01T12:00:00Z", "2026-01-01", int(NOON.timestamp())],
    "aws:SecureTransport": [True, False, "true"],
    "aws:MultiFactorAuthPresent": [True, False],
    "aws:SourceIp": ["10.0.0.5", "203.0.113.9", "2001:db8::5"],
    "aws:SourceArn": [f"arn:aws:sns:eu-west-1:{HOME}:alice-topic", "arn:aws:s3:::data"],
    "app:Blob": ["cmVk", "Ymx1ZQ=="],
    "aws:TagKeys": [[], "", ["red"], ["red", "blue"], ["Red", "alice"]],
    "app:Levels": [[1], [1, 60], [3600, 60]],
    "app:Arns": [["arn:aws:s3:::data"], ["arn:aws:s3:::data", f"arn:aws:iam::{HOME}:user/bob"]],
    "app:Flags": [[True], [True, False]],
}
# families of operators: their operators, keys, multivalued keys, and the values that a policy gives
ORDERS = "Equals NotEquals LessThan LessThanEquals GreaterThan GreaterThanEquals".split()  # noqa: SIM905
# fmt: off
TEXTS = ["alice", "red", "blue", "RED", "r?d", "*e*", "", "home/*", "${aws:username}", "${aws:PrincipalTag/team}",
         "home/${aws:username}/", "${aws:username, 'red'}", "${*}", "${aws:TagKeys, 'blue'}"]
WHO = ["aws:username", "aws:PrincipalAccount", "aws:PrincipalType", "aws:userid", "aws:ResourceAccount"]
IDENTITIES = [HOME, "anonymous", "alice", "*alice", "User", "AssumedRole", "Account", "FederatedUser", "A*"]
FAMILIES: list[tuple[list[str], list[str], list[str], list[Any]]] = [
    ([f"String{end}" for end in ("Equals", "EqualsIgnoreCase", "Like", "NotEquals", "NotEqualsIgnoreCase", "NotLike")],
     ["aws:PrincipalTag/Team", "aws:RequestTag/team", "s3:prefix"], ["aws:TagKeys"], TEXTS),
    (["StringLike", "StringEquals", "StringNotEquals"], WHO, [], IDENTITIES),
    ([f"Numeric{order}" for order in ORDERS], ["aws:MultiFactorAuthAge"], ["app:Levels"], ["60", 3600, "1", "3600.5"]),
    ([f"Date{order}" for order in ORDERS], ["aws:CurrentTime"], ["aws:CurrentTime"],
     ["2026-06-01T12:00:00Z", "2026-06-01T14:00:00+02:00", "1780315200", "2026-01-01T00:00:00Z", "2027-01-01"]),
    (["Bool"], ["aws:SecureTransport", "aws:MultiFactorAuthPresent"], ["app:Flags"], ["true", "false", True]),
    (["BinaryEquals"], ["app:Blob"], ["app:Blob"], ["cmVk", "Ymx1ZQ=="]),
    (["IpAddress", "NotIpAddress"], ["aws:SourceIp"], ["aws:SourceIp"],
     ["10.0.0.0/8", "203.0.113.9", "2001:DB8::/32", "0.0.0.0/0"]),
    (["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"], ["aws:SourceArn", "aws:PrincipalArn"], ["app:Arns"],
     ["arn:aws:s3:::*", "arn:*:iam::*:user/*", "arn:aws:*:alice-topic",
      "arn:aws:sns:*:*:${aws:username}-topic", f"arn:aws:iam::{HOME}:r*", ROOT, "arn:aws:s3:::dat?"]),
    (["Null"], ["aws:TagKeys", "aws:username", "aws:PrincipalArn", *CONTEXT], [], ["true", "false", True]),
]
# fmt: on


def generate(seed: int, count: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """`count` pairs of a request and the policies that meet it; the same for the same seed."""
    rng = random.Random(seed)
    for _ in range(count):
        request = a_request(rng)
        yield request, the_policies(rng, request)


def a_request(rng: random.Random) -> dict[str, Any]:
    actions, resources, more = rng.choice(SCENES)
    owner = HOME if rng.random() < 0.7 else AWAY
    request = {
        "principal": rng.choice(PEOPLE if rng.random() < 0.6 else more),
        "action": in_any_case(rng, rng.choice(actions.split())),
        "resource": rng.choice(resources.split()).format(owner),
        "context": {in_any_case(rng, key): rng.choice(CONTEXT[key]) for key in CONTEXT if rng.random() < 0.6},
    }
    return request | ({"resource_account": owner} if ":s3:" in request["resource"] and rng.random() < 0.7 else {})


def the_policies(rng: random.Random, request: dict[str, Any]) -> dict[str, Any]:
    """Only what such a caller can have: boundaries are for users and roles, session policies for sessions."""
    principal, resource = request["principal"], request["resource"]
    person = principal.startswith("arn:") and principal != ROOT
    session, bounded = person and ":user/" not in principal, person and principal != LINKED
    guarded = ":role/" in resource or ":key/" in resource
    policies: dict[str, Any] = {
        "identity_policies": [document(rng, request, 0.9) for _ in range(rng.choice([0, 1, 1, 2]) if person else 0)],
        "permissions_boundary": document(rng, request, 0.95) if bounded and rng.random() < 0.35 else None,
        "session_policies": [document(rng, request, 0.95) for _ in range(rng.choice([0, 0, 1, 2]) if session else 0)],
        "resource_policy": None,
        "service_control_policies": levels(rng, request, a_ceiling),
        "resource_control_policies": levels(rng, request, a_perimeter),
    }
    if resource != "*" and rng.random() < (0.95 if guarded or not person else 0.75):
        write = trust_statement if ":role/" in resource else shared_statement
        policies["resource_policy"] = document(rng, request, 0.85, write)
    return policies


def levels(rng: random.Random, request: dict[str, Any], write: Writer) -> list[list[Document]]:
    """Mostly none apply. A level without documents is rare: of SCPs, it allows nothing."""
    depth = rng.choice([0, 0, 0, 0, 1, 2, 3])
    return [[write(rng, request, "") for _ in range(rng.choice([0, *[1] * 12, 2, 2]))] for _ in range(depth)]


def a_ceiling(rng: random.Random, request: dict[str, Any], _: str) -> Document:
    full = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    extra = statement(rng, request, "Deny" if rng.random() < 0.3 else "Allow")
    return {"Version": "2012-10-17", "Statement": rng.choice([[full], [full], [full, extra], [extra]])}


def a_perimeter(rng: random.Random, request: dict[str, Any], _: str) -> Document:
    return {"Version": "2012-10-17", "Statement": [{"Principal": "*"} | statement(rng, request, "Deny")]}


def statement(rng: random.Random, request: dict[str, Any], effect: str) -> Document:
    """A statement that meets the request more often than not."""
    made: Document = {"Effect": effect}
    for element, pattern in (("Action", action_pattern), ("Resource", resource_pattern)):
        negated = rng.random() < 0.12
        likely = 0.2 if negated else 0.85
        made["Not" * negated + element] = maybe_list(rng, lambda p=pattern, n=likely: p(rng, request, n))
    return with_conditions(rng, request, made)


def shared_statement(rng: random.Random, request: dict[str, Any], effect: str) -> Document:
    """A statement of a resource's policy. NotPrincipal is for Deny only."""
    if effect == "Deny" and rng.random() < 0.4:
        return {"NotPrincipal": the_excepted(rng, request["principal"])} | statement(rng, request, effect)
    return {"Principal": a_principal(rng, request["principal"])} | statement(rng, request, effect)


def trust_statement(rng: random.Random, request: dict[str, Any], effect: str) -> Document:
    """A statement of a role's trust policy: no resource, no NotPrincipal."""
    made = {"Effect": effect, "Principal": a_principal(rng, request["principal"])}
    return with_conditions(rng, request, made | {"Action": maybe_list(rng, lambda: action_pattern(rng, request, 0.85))})


def document(rng: random.Random, request: dict[str, Any], allows: float, write: Writer = statement) -> Document:
    effects = ["Allow" if rng.random() < allows else "Deny" for _ in range(rng.choice([1, 1, 2, 3]))]
    statements = [write(rng, request, effect) for effect in effects]
    version = rng.choice([*[{"Version": "2012-10-17"}] * 6, {"Version": "2008-10-17"}, {}])
    return version | {"Statement": statements[0] if len(statements) == 1 and rng.random() < 0.3 else statements}


def with_conditions(rng: random.Random, request: dict[str, Any], made: Document) -> Document:
    """A Deny has more conditions to miss by."""
    conditions: Document = {}
    while rng.random() < (0.35 if made["Effect"] == "Allow" else 0.65) and len(conditions) < 2:
        name, key, values = a_condition(rng, request["context"])
        conditions.setdefault(name, {})[key] = values
    return made | ({"Condition": conditions} if conditions else {})


def a_condition(rng: random.Random, context: dict[str, Any]) -> tuple[str, str, Any]:
    """AWS: a multivalued key goes with a set operator, and Null with none."""
    operators, singles, lists, pool = rng.choice([*FAMILIES, *FAMILIES[:2]])
    multivalued = bool(lists) and rng.random() < 0.35
    name = rng.choice(["ForAllValues:", "ForAnyValue:"]) * multivalued + rng.choice(operators)
    key = rng.choice(lists if multivalued else singles)
    met = [value for value in [context.get(key)] if isinstance(value, str) and pool is TEXTS]
    values = maybe_list(rng, lambda: rng.choice(met if met and rng.random() < 0.4 else pool))
    if name == "Null":
        return name, in_any_case(rng, key), rng.choice(pool)
    return name + "IfExists" * (rng.random() < 0.25), in_any_case(rng, key), values


def a_principal(rng: random.Random, caller: str) -> Any:
    """Names the caller in one of the ways there are, or somebody else."""
    if rng.random() < (0.7 if caller == ANONYMOUS else 0.12):
        return rng.choice(["*", {"AWS": "*"}])
    if rng.random() < (0.9 if caller == SERVICE else 0.08):
        return rng.choice([{"Service": SERVICE}, {"Service": [SERVICE, "ec2.amazonaws.com"]}, {"Federated": PROVIDER}])
    itself = {FEDERATED: [caller, USER] * 4}.get(caller, [caller] * 6 if caller.startswith("arn:") else [])
    return {"AWS": maybe_list(rng, lambda: rng.choice([*itself, HOME, ROOT, USER, ROLE, ROLE, SESSION, *OTHERS]))}


def the_excepted(rng: random.Random, caller: str) -> Document:
    """NotPrincipal as AWS asks for it: with the account, and a session with its role; or without."""
    chain = {SESSION: [SESSION, ROLE, ROOT], ROLE: [ROLE, HOME]}.get(caller, [caller, ROOT])
    known = [chain, chain, chain[:1], [ROOT], [USER, ROOT]] if caller.startswith("arn:") else []
    excepted = {"AWS": rng.choice([*known, OTHERS[:2]])}
    return excepted | ({"Service": SERVICE} if rng.random() < 0.5 else {})


def action_pattern(rng: random.Random, request: dict[str, Any], likely: float) -> str:
    service, name = request["action"].split(":")
    near = ["*", f"{name[:3]}*", name, f"{name[0]}?{name[2:]}", f"*{name[-4:]}"]
    far = ["Other*", f"?{name}", name[:-1]]
    pattern = rng.choice(near if rng.random() < likely else far)
    return in_any_case(rng, rng.choice([*[f"{service}:{pattern}"] * 6, "*" if pattern in near else "ec2:Run*"]))


def resource_pattern(rng: random.Random, request: dict[str, Any], likely: float) -> str:
    if request["resource"] == "*":
        return "*" if rng.random() < likely else "arn:aws:s3:::*"
    _, _, service, region, account, tail = request["resource"].split(":", 5)
    head, literal = f"arn:aws:{service}:{region}:{account}", tail.replace("*", "${*}")
    near = ["*", f"{head}:{tail}", f"{head}:*", f"{head}:{tail[:2]}*", f"{head}:*{tail[-3:]}", f"{head}:?{tail[1:]}"]
    near += [f"arn:aws:{service}:*", f"arn:aws:{service}:*:*:{tail}", f"arn:*:{service}:*:{tail}"]
    near += [
        f"{head}:{literal.replace('alice', variable)}" for variable in ("${aws:username}", "${aws:PrincipalTag/team}")
    ]
    far = [
        f"{head}:{tail.upper()}",
        f"{head}:{tail}?",
        f"{head}:other*",
        f"arn:aws:{service}:{region[:1]}*:{account}:{tail}x",
    ]
    far += [
        f"arn:aws:{service}:*{region}:{tail}",
        f"arn:aws:{service}:*{account[-4:]}:{tail}",
        f"{head}:*${{aws:RequestTag/team, '1234abcd'}}",
    ]
    far += [f"{head}:${{aws:userid}}", f"arn:aws:{service}:{region}?{account}:{tail}", f"{head}:*${{aws:TagKeys}}"]
    return rng.choice(near if rng.random() < likely else far)


def maybe_list(rng: random.Random, one: Callable[[], Any]) -> Any:
    return one() if rng.random() < 0.6 else [one() for _ in range(rng.choice([1, 2, 3]))]


def in_any_case(rng: random.Random, name: str) -> str:
    return rng.choice([name, name, name, name.upper(), name.lower()])
