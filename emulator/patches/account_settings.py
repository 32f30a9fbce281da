"""The account's password policy and its alias.

MiniStack keeps the settings that UpdateAccountPasswordPolicy does not name, and deletes an alias that is not there
without a word. On AWS what is not named goes back to its default, and an unknown alias is an error:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html
Delete when a release has it.
"""

from ministack.services import iam

from emulator.patches.ministack_api import Answer, Properties, missing, replace_action

DEFAULTS = {"MinimumPasswordLength": "6"}  # the others' defaults are MiniStack's too


def apply() -> None:
    """Forget the old policy before the new one is set; look for the alias before it is deleted."""
    update, delete = iam._update_account_password_policy, iam._delete_account_alias

    def update_whole(parameters: Properties) -> Answer:
        iam._account_password_policy.pop("policy", None)
        answer: Answer = update({**DEFAULTS, **parameters})
        return answer

    def delete_known(parameters: Properties) -> Answer:
        alias = iam._p(parameters, "AccountAlias")
        if alias not in (iam._account_aliases.get("aliases") or []):
            return missing(f"The account alias {alias} cannot be found.")
        answer: Answer = delete(parameters)
        return answer

    replace_action("UpdateAccountPasswordPolicy", update_whole)
    replace_action("DeleteAccountAlias", delete_known)
