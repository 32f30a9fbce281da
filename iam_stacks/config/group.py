"""Groups in `iam.yaml`."""

from __future__ import annotations

from pydantic import StrictBool, model_validator

from iam_stacks.config.marks import refuse
from iam_stacks.config.principal import Principal
from iam_stacks.policy.mfa import FirstLogin


class Group(Principal):
    """A group; its key is its name. Users say which groups they are in."""

    mfa: StrictBool = True
    """Deny its members everything without multi-factor authentication, but to set it up."""
    first_login: FirstLogin = "allow_password_change"
    """Whether members may change their password before they have a device. `strict` is for groups without console
    users: their first sign-in asks for a new password."""

    @model_validator(mode="after")
    def _first_login_is_of_mfa(self) -> Group:
        if not self.mfa and "first_login" in self.model_fields_set:
            raise refuse("first_login goes with mfa: without it nothing is denied")
        return self

    @property
    def is_strict(self) -> bool:
        """Whether members without a device cannot even change their password."""
        return self.mfa and self.first_login == "strict"
