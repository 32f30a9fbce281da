"""How a property of a bucket becomes a request to S3. No patch: `s3_bucket` sets these.

The properties and the API name the same things otherwise:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import botocore.serialize
import botocore.session
from ministack.services import s3

from emulator.patches.ministack_api import Answer, Properties, call


@dataclass(frozen=True)
class Setting:
    """A property that one action of the S3 API sets.

    Attributes:
        action: the action.
        as_api: makes its parameters of the property.
        put: MiniStack's function for it.
        remove: what to do with a bucket when the property goes.
    """

    action: str
    as_api: Callable[[Any], Properties]
    put: Callable[[str, bytes], Answer]
    remove: Callable[[str], Any]

    def set(self, name: str, value: Any) -> None:
        """Set it; raise if S3 refuses."""
        body = _xml(self.action, {"Bucket": name, **self.as_api(value)})
        call(lambda _: self.put(name, body), {})


def _xml(action: str, parameters: Properties) -> bytes:
    """Return the body that a client would send."""
    serializer = botocore.serialize.create_serializer("rest-xml", include_validation=False)
    return bytes(serializer.serialize_to_request(parameters, _model().operation_model(action))["body"])


@functools.cache
def _model() -> Any:
    return botocore.session.get_session().get_service_model("s3")


def _suspend(name: str) -> None:
    _VERSIONING.set(name, {"Status": "Suspended"})


def _keep(_name: str) -> None:
    """Do nothing: what is locked stays locked."""


def _stop_logging(name: str) -> None:
    s3._bucket_logging_config.pop(name, None)


def _as_versioning(value: Properties) -> Properties:
    return {"VersioningConfiguration": value}


def _as_encryption(value: Properties) -> Properties:
    names = {"ServerSideEncryptionByDefault": "ApplyServerSideEncryptionByDefault"}
    rules = value["ServerSideEncryptionConfiguration"]
    return {"ServerSideEncryptionConfiguration": {"Rules": [_renamed(rule, names) for rule in rules]}}


def _as_ownership(value: Properties) -> Properties:
    return {"OwnershipControls": value}


def _as_lock(value: Properties) -> Properties:
    retention = value.get("Rule", {}).get("DefaultRetention")
    rule = {"Rule": {"DefaultRetention": retention}} if retention else {}
    return {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", **rule}}


def _as_logging(value: Properties) -> Properties:
    names = {"DestinationBucketName": "TargetBucket", "LogFilePrefix": "TargetPrefix"}
    return {"BucketLoggingStatus": {"LoggingEnabled": {"TargetPrefix": "", **_renamed(value, names)}}}


def _as_tags(value: list[Properties]) -> Properties:
    return {"Tagging": {"TagSet": value}}


def _as_lifecycle(value: Properties) -> Properties:
    return {"LifecycleConfiguration": {"Rules": [_as_lifecycle_rule(rule) for rule in value["Rules"]]}}


def _as_lifecycle_rule(rule: Properties) -> Properties:
    """Spell a rule as the API does: an expiration is a structure there, and what it is for is a filter."""
    days = {"TransitionInDays": "Days", "TransitionDate": "Date"}
    newer = {"TransitionInDays": "NoncurrentDays"}
    own: Properties = {key: rule[key] for key in ("Status", "AbortIncompleteMultipartUpload") if key in rule}
    expires = {"ExpirationInDays": "Days", "ExpirationDate": "Date", "ExpiredObjectDeleteMarker": None}
    expiration = {name or key: rule[key] for key, name in expires.items() if key in rule}
    old = rule.get("NoncurrentVersionExpiration") or {"NoncurrentDays": rule.get("NoncurrentVersionExpirationInDays")}
    shaped = {
        "ID": rule.get("Id"),
        "Filter": {"Prefix": rule.get("Prefix", "")},
        "Expiration": expiration,
        "NoncurrentVersionExpiration": {key: value for key, value in old.items() if value},
        "Transitions": [_renamed(one, days) for one in rule.get("Transitions", [])],
        "NoncurrentVersionTransitions": [_renamed(one, newer) for one in rule.get("NoncurrentVersionTransitions", [])],
    }
    return {**own, **{key: value for key, value in shaped.items() if value}}


def _renamed(value: Properties, names: dict[str, str]) -> Properties:
    return {names.get(key, key): item for key, item in value.items()}


_VERSIONING = Setting("PutBucketVersioning", _as_versioning, s3._put_bucket_versioning, _suspend)
SETTINGS = {
    "VersioningConfiguration": _VERSIONING,
    "BucketEncryption": Setting(
        "PutBucketEncryption", _as_encryption, s3._put_bucket_encryption, s3._delete_bucket_encryption
    ),
    "OwnershipControls": Setting(
        "PutBucketOwnershipControls",
        _as_ownership,
        s3._put_bucket_ownership_controls,
        s3._delete_bucket_ownership_controls,
    ),
    "ObjectLockConfiguration": Setting(
        "PutObjectLockConfiguration", _as_lock, s3._put_object_lock_configuration, _keep
    ),
    "LifecycleConfiguration": Setting(
        "PutBucketLifecycleConfiguration", _as_lifecycle, s3._put_bucket_lifecycle, s3._delete_bucket_lifecycle
    ),
    "LoggingConfiguration": Setting("PutBucketLogging", _as_logging, s3._put_bucket_logging, _stop_logging),
    "Tags": Setting("PutBucketTagging", _as_tags, s3._put_bucket_tagging, s3._delete_bucket_tagging),
}
