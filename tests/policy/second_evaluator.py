"""A second IAM evaluator for the differential test: slow, straight-line, written from AWS's pages alone.

Pages of the IAM User Guide, reference_policies_...: OPERATORS, PRINCIPAL, NOTPRINCIPAL, RESOURCE (elements_...), SETS
(condition-single-vs-multi-valued-context-keys), MULTI (condition-logic-multiple-context-keys-or-values), VARIABLES,
KEYS (condition-keys), LOGIC (evaluation-logic_policy-eval-denyallow), CROSS (evaluation-logic-cross-account). Others:
SCP, RCP (Organizations: orgs_manage_policies_...), KMS (key-policy-default), STS (API reference, by operation)."""

import base64
import ipaddress
import re
from datetime import datetime, timezone
from functools import cache

# RCP, "List of AWS services that support RCPs", in September 2026
RCP_SERVICES = """aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch
cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend comprehendmedical
compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms gamelift health kendra
inspector-scan kinesisvideo kms logs memorydb networkmonitor notifications opensearch pca-connector-ad personalize
polly pricing resource-groups rolesanywhere s3 secretsmanager servicediscovery signin sqs sts support swf textract
timestream-influxdb transcribe transfer translate wafv2 workspaces xray""".split()  # noqa: SIM905


def listed(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def text(value):
    return str(value).lower() if isinstance(value, bool) else getattr(value, "isoformat", value.__str__)()


def substituted(raw, version, context):
    """The value as (character, written in the policy) pairs: only the policy's own * and ? are wildcards."""
    if version != "2012-10-17":  # VARIABLES: then a variable is literal text
        return [(character, True) for character in raw]
    pairs = []
    for part in re.split(r"(\$\{[^}]*\})", raw):
        name, _, default = part[2:-1].partition(",")
        value = name if name in ("*", "?", "$") else context.get(name.lower())  # VARIABLES, "Special characters"
        if not part.startswith("${"):
            value = part
        elif not isinstance(value, str):  # absent, or multivalued and so no variable (SETS, "Key points")
            if not default:
                return None  # VARIABLES, "Policy variables with no value": equal to and like nothing
            value = default.strip()[1:-1]
        pairs += [(character, not part.startswith("${")) for character in value]
    return pairs


def like(pairs, value, kind="text"):
    expression, colons = pattern(tuple(pairs), kind)
    return expression.fullmatch(value) is not None and (kind != "arn" or colons >= 5)


@cache
def pattern(pairs, kind):
    """RESOURCE: a * that ends its segment goes beyond colons, others do not. OPERATORS, ARN: none does. The sixth
    segment holds all that follows the fifth colon. In a text, wildcards match anything."""
    regex, colons = "", 0
    for index, pair in enumerate(pairs):
        held = kind != "text" and colons < 5
        beyond = kind == "resource" and pairs[index + 1 : index + 2] in ((), ((":", True),))
        wild = {("*", True): "[^:]*" if held and not beyond else ".*", ("?", True): "[^:]" if held else "."}
        regex += wild.get(pair, re.escape(pair[0]))
        colons += pair == (":", True)
    return re.compile(regex, re.DOTALL), colons


def moment(value):  # OPERATORS: ISO 8601 or seconds since 1970; a time without a zone is UTC
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value)
    parsed = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=timezone.utc)).timestamp()


def compare(name, value, raw, version, context):
    """OPERATORS: does one value of the request match one of the policy, the operator's negation set aside?"""
    if name.startswith(("String", "Arn", "Bool")):  # the families with policy variables
        pairs = substituted(raw, version, context)
        if pairs is None or name == "StringLike" or name.startswith("Arn"):  # ArnEquals is ArnLike
            return pairs is not None and like(pairs, value, "text" if name == "StringLike" else "arn")
        plain = "".join(character for character, _ in pairs)
        return value == plain if name == "StringEquals" else value.lower() == plain.lower()
    try:
        if name == "BinaryEquals":
            return base64.b64decode(value, validate=True) == base64.b64decode(raw, validate=True)
        if name == "IpAddress":  # without a prefix: one address
            return ipaddress.ip_address(value) in ipaddress.ip_network(raw, strict=False)
        one, other = (float(value), float(raw)) if name.startswith("Numeric") else (moment(value), moment(raw))
        equal, less, greater = name.endswith("Equals"), "Less" in name, "Greater" in name
        return (equal and one == other) or (less and one < other) or (greater and one > other)
    except ValueError:
        return False


def holds(spelled, key, wanted, version, context):
    quantifier, _, rest = spelled.rpartition(":")
    name, if_exists, negated = rest.removesuffix("IfExists"), rest.endswith("IfExists"), "Not" in rest
    values = listed(context.get(key.lower(), []))  # keys ignore case; a key without values is absent
    if name == "Null":
        return any((text(want).lower() == "true") == (not values) for want in wanted)
    if not values and (if_exists or not quantifier):  # OPERATORS, "...IfExists" and "Important"
        return if_exists or negated
    if quantifier and values in ([], [""]):  # SETS: no key, or an empty one, is true for all and false for any
        return quantifier == "ForAllValues"
    plain = name.replace("Not", "")  # MULTI: several values in the policy are an OR; under negation a NOR
    hits = [any(compare(plain, value, text(want), version, context) for want in wanted) for value in values]
    signed = [hit != negated for hit in hits] if quantifier else [any(hits) != negated]
    return all(signed) if quantifier == "ForAllValues" else any(signed)


def applies(statement, version, request, context):
    """All of a statement but its principal. Actions ignore case and know no variables; resources heed case."""
    actions = [substituted(one.lower(), None, {}) for one in listed(statement.get("Action") or statement["NotAction"])]
    if any(like(one, request["action"].lower()) for one in actions) != ("Action" in statement):
        return False
    resources = listed(statement.get("Resource") or statement.get("NotResource") or "*")  # a trust policy has neither
    patterns = [substituted(one, version, context) for one in resources]
    if any(like(one, request["resource"], "resource") for one in patterns if one) == ("NotResource" in statement):
        return False
    conditions = [(name, *pair) for name, keys in statement.get("Condition", {}).items() for pair in keys.items()]
    return all(holds(name, key, listed(wanted), version, context) for name, key, wanted in conditions)


def caller_of(arn):  # (kind, account, name)
    if not arn.startswith("arn:"):
        return ("anonymous" if arn == "*" else "service"), None, arn
    account, (kind, *names) = arn.split(":")[4], arn.split(":", 5)[5].split("/")
    return kind, account, [*names, ""][0] if kind == "assumed-role" else ["", *names][-1]


def ways(arn, principal):
    """How Principal names the caller: "direct", "limited" (LOGIC: by its role or federating user), "account"."""
    (kind, account, name), found = caller_of(arn), set()
    above = {"assumed-role": "role", "federated-user": "user"}.get(kind, "-")  # with any path: names are unique
    families = {"AWS": principal} if principal == "*" else principal
    for family, element in [(family, one) for family, some in families.items() for one in listed(some)]:
        if element == "*" or (element == arn and family == "Service"):  # PRINCIPAL, "All principals"
            found.add("direct")
        elif account and re.fullmatch(rf"{account}|arn:[^:]+:iam::{account}:root", element):
            found.add("direct" if kind == "root" else "account")  # PRINCIPAL: both spellings delegate to the account
        elif account and element == arn:
            found.add("limited" if kind == "role" else "direct")
        elif account and re.fullmatch(rf"arn:[^:]+:iam::{account}:{above}/(.+/)?{re.escape(name)}", element):
            found.add("limited")
    return found


def derived(arn, owner):  # KEYS; VARIABLES, "Principal key values"
    kind, account, name = caller_of(arn)
    types = {"root": "Account", "user": "User", "federated-user": "FederatedUser", "anonymous": "Anonymous"}
    keys = {
        "aws:principalarn": f"arn:aws:iam::{account}:role/{name}" if kind == "assumed-role" else account and arn,
        "aws:principalaccount": "anonymous" if kind == "anonymous" else account,
        "aws:principaltype": types.get(kind, account and "AssumedRole"),
        "aws:username": name if kind == "user" else None,
        "aws:userid": {"root": account, "federated-user": f"{account}:{name}", "anonymous": kind}.get(kind),
        "aws:resourceaccount": owner,
    }
    return {key: value for key, value in keys.items() if value}


def decide(request: dict, policies: dict) -> str:
    arn, action, resource = request["principal"], request["action"].lower(), request["resource"]
    (kind, account, _), given = caller_of(arn), {key: value for key, value in policies.items() if value}
    if action == "sts:getcalleridentity":  # STS: needs no permission, and an explicit deny does not stop it
        return "allowed"
    owner = request.get("resource_account") or (re.findall(r"^(?:[^:]*:){4}(\d{12}):", resource) or [account])[0]
    context = derived(arn, owner)
    for key, value in request.get("context", {}).items():
        context[key.lower()] = [text(one) for one in value] if isinstance(value, (list, tuple)) else text(value)
    # SCP: every level must allow. They reach an account's principals and root, not services or service-linked roles
    linked, person = ":role/aws-service-role/" in arn, account and kind != "root"
    scps = given.get("service_control_policies", []) if account and not linked else []
    # RCP: they reach every caller, services too, but service-linked roles, nor their trust; nor kms:RetireGrant
    spared = linked or action == "kms:retiregrant" or (":role/aws-service-role/" in resource and "assumerole" in action)
    rcps = [] if spared or action.split(":")[0] not in RCP_SERVICES else given.get("resource_control_policies", [])
    identity = given.get("identity_policies", []) if person else []
    boundary = listed(given.get("permissions_boundary", [])) if person else []
    session = given.get("session_policies", []) if person and kind != "user" else []

    def said(documents):
        found = [(document.get("Version"), one) for document in documents for one in listed(document["Statement"])]
        return {one["Effect"] for version, one in found if applies(one, version, request, context)}

    denied, grants, policy = False, set(), given.get("resource_policy", {"Statement": []})
    for one in listed(policy["Statement"]):
        found = ways(arn, one.get("Principal") or one["NotPrincipal"])
        if "NotPrincipal" in one:  # NOTPRINCIPAL: exempt are who is listed with its account, but nobody with a boundary
            need = {"limited" if "role" in kind else "direct", "account" if person else "direct"}
            found = set() if need <= found and not boundary else {"direct"}
        if found and applies(one, policy.get("Version"), request, context):
            denied |= one["Effect"] == "Deny"
            grants |= found if one["Effect"] == "Allow" else set()
    # LOGIC, "Deny evaluation": an explicit deny in any policy is final. RCP: RCPFullAWSAccess allows at every level
    if denied or "Deny" in said([*identity, *boundary, *session, *(one for level in [*scps, *rcps] for one in level)]):
        return "explicitDeny"
    # STS: a federated user without session policies has no permissions, a role's session has the role's
    within = "Allow" in said(session) if session else kind != "federated-user"
    within &= not boundary or "Allow" in said(boundary)
    own = kind == "root" or (within and "Allow" in said(identity))
    # LOGIC, KMS, STS: a grant to the caller itself needs no other; a role or key must at least trust the account
    strict = re.match(r"sts:assumerole.* arn:[^:]*:iam::\d+:role/|kms:.* arn:[^:]*:kms:.*:key/", f"{action} {resource}")
    allowed = "direct" in grants or ("limited" in grants and within) or (own and (not strict or "account" in grants))
    if account and account != owner:  # CROSS: both accounts must allow
        allowed = grants and own
    return "allowed" if allowed and all("Allow" in said(level) for level in scps) else "implicitDeny"
