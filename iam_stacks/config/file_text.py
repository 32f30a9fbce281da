"""Fields that name a file beside `iam.yaml`, and hold what is in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from iam_stacks.config.marks import refuse
from iam_stacks.policy import limits

FOLDER = "folder"
"""The key of the validation's context that says where files are. Default: the working directory."""


def _reader(rule: limits.TextRule) -> Callable[[Any, ValidationInfo], str]:
    def read(given: Any, info: ValidationInfo) -> str:
        if not isinstance(given, str):
            raise refuse("this is of the wrong type", "the name of a file")
        try:
            text = (Path((info.context or {}).get(FOLDER, ".")) / given).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise refuse(f"cannot read the file: {why}") from None
        if not rule.accepts(text):
            raise refuse(f"this file of {len(text):,} characters cannot be used", rule.allowed)
        return text

    return read


_SCHEMA = WithJsonSchema({"type": "string", "minLength": 1})

SamlMetadata = Annotated[str, BeforeValidator(_reader(limits.SAML_METADATA)), _SCHEMA]
CertificateBundle = Annotated[str, BeforeValidator(_reader(limits.CERTIFICATE_BUNDLE)), _SCHEMA]
