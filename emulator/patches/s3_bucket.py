"""CloudFormation type AWS::S3::Bucket: encryption, ownership, object lock, lifecycle, access logs and tags.

MiniStack drops these in silence, and never suspends versioning; its S3 API has them all. It deletes a bucket that has
objects. On AWS the properties are set, and the delete fails:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html
Nothing expires here, and no access is logged.
Delete when a release has it.
"""

from ministack.services import s3
from ministack.services.cloudformation import provisioners

from emulator.patches.ministack_api import Answer, Created, Properties, call, handlers
from emulator.patches.s3_bucket_settings import SETTINGS


def apply() -> None:
    """Follow MiniStack's create and update with what they leave out."""
    bucket = handlers("AWS::S3::Bucket")
    create, update = bucket["create"], bucket["update"]

    def create_whole(logical_id: str, properties: Properties, stack: str) -> Created:
        name, attributes = create(logical_id, properties, stack)
        try:
            _configure(name, {}, properties)
        except ValueError:
            _delete(name, properties)  # a failed create leaves nothing behind
            raise
        return name, attributes

    def update_whole(name: str, old: Properties, new: Properties, stack: str) -> Created:
        updated, attributes = update(name, old, new, stack)
        _configure(updated, old, new)
        return updated, attributes

    bucket.update(create=create_whole, update=update_whole, delete=_delete)
    provisioners._s3_create = create_whole  # with which the update replaces a bucket that somebody deleted


def _delete(name: str, _properties: Properties) -> None:
    def delete(_body: Properties) -> Answer:
        answer: Answer = s3._delete_bucket(name)
        return answer

    call(delete, {}, tolerate=["NoSuchBucket"])


def _configure(name: str, old: Properties, new: Properties) -> None:
    before, after = _spelt_out(name, old), _spelt_out(name, new)
    for key, setting in SETTINGS.items():
        if key in after:
            setting.set(name, after[key])
        elif key in before:
            setting.remove(name)


def _spelt_out(name: str, properties: Properties) -> Properties:
    """Say what is implied: a bucket with object lock keeps versions, and access is logged to the bucket itself."""
    locks = str(properties.get("ObjectLockEnabled")).lower() == "true"
    lock = {"VersioningConfiguration": {"Status": "Enabled"}, "ObjectLockConfiguration": {}} if locks else {}
    spelt = {**lock, **properties}
    if logging := properties.get("LoggingConfiguration"):
        spelt["LoggingConfiguration"] = {"DestinationBucketName": name, **logging}
    return spelt
