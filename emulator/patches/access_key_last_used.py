"""iam:GetAccessKeyLastUsed.

MiniStack answers that a key was never used. On AWS it is the last request that the key signed, whether it was allowed
or not, with its service and Region:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
AWS needs up to some hours to tell; here it is told at once.
Delete when a release has it.
"""

from typing import Any

from ministack.core import iam_evaluator, sigv4
from ministack.services import iam

from emulator.patches.ministack_api import Answer, ApiFunction, Properties, iam_answer, replace_action


def apply() -> None:
    """Remember each request whose signature is right, and answer the action with the last."""
    authenticate = iam_evaluator.authenticate

    def authenticate_and_remember(key_id: str, account: str) -> Any:
        request = iam_evaluator._signed_request.get()
        found = authenticate(key_id, account)
        key = iam._access_keys.get_scoped(account, None, key_id)
        if key and isinstance(found, iam_evaluator.ResolvedCredential):
            key["LastUsed"] = _use(request)
        return found

    iam_evaluator.authenticate = authenticate_and_remember
    replace_action("GetAccessKeyLastUsed", _answers(iam._get_access_key_last_used))


def _use(request: Any) -> dict[str, str]:
    parse = sigv4.parse_query_signature if request.presigned else sigv4.parse_header_signature
    signature = parse(request.query_params if request.presigned else request.headers)
    return {"LastUsedDate": iam._now(), "ServiceName": signature.service, "Region": signature.region}


def _answers(never: ApiFunction) -> ApiFunction:
    def answer(parameters: Properties) -> Answer:
        key = iam._access_keys.get(iam._p(parameters, "AccessKeyId"), {})
        if "LastUsed" not in key:
            return never(parameters)
        use = "".join(f"<{name}>{value}</{name}>" for name, value in key["LastUsed"].items())
        result = f"<UserName>{key['UserName']}</UserName><AccessKeyLastUsed>{use}</AccessKeyLastUsed>"
        return iam_answer("GetAccessKeyLastUsed", result)

    return answer
