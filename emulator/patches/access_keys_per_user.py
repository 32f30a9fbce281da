"""The two access keys that a user can have, and whose they are.

MiniStack makes a third, and deletes a key whichever user the request names. On AWS both fail:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html
Delete when a release has it.
"""

from ministack.services import iam

from emulator.patches.ministack_api import Answer, Properties, iam_error, missing, replace_action

QUOTA = 2


def apply() -> None:
    """Check before the key is made, or deleted."""
    create, delete = iam._create_access_key, iam._delete_access_key

    def create_within_quota(parameters: Properties) -> Answer:
        name = iam._p(parameters, "UserName")
        if sum(key["UserName"] == name for key in iam._access_keys.values()) >= QUOTA:
            return iam_error(409, "LimitExceeded", f"Cannot exceed quota for AccessKeysPerUser: {QUOTA}")
        answer: Answer = create(parameters)
        return answer

    def delete_own(parameters: Properties) -> Answer:
        name, key_id = iam._p(parameters, "UserName"), iam._p(parameters, "AccessKeyId")
        if name and iam._access_keys.get(key_id, {}).get("UserName") != name:
            return missing(f"The Access Key with id {key_id} cannot be found.")
        answer: Answer = delete(parameters)
        return answer

    replace_action("CreateAccessKey", create_within_quota)
    replace_action("DeleteAccessKey", delete_own)
