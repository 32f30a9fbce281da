"""An object that S3 shall encrypt with a key of KMS, and no key is named.

MiniStack refuses it. On AWS the account's own key for S3 is taken; so `cdk deploy` writes to a staging bucket that is
encrypted with it, which is what `cdk bootstrap` makes:
https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
Delete when a release has it.
"""

from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import s3

ENCRYPTION = "x-amz-server-side-encryption"
KEY = "x-amz-server-side-encryption-aws-kms-key-id"


def apply() -> None:
    """Name the key before MiniStack looks for it."""
    resolve = s3._resolve_sse_write_headers

    def resolve_with_key(headers: dict[str, str], bucket_name: str) -> Any:
        if headers.get(ENCRYPTION) == "aws:kms":
            managed = f"arn:aws:kms:{get_region()}:{get_account_id()}:alias/aws/s3"
            headers = {**headers, KEY: headers.get(KEY) or managed}
        return resolve(headers, bucket_name)

    s3._resolve_sse_write_headers = resolve_with_key
