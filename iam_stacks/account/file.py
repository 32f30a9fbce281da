"""Reading the files that describe accounts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from iam_stacks.account.error import AccountError


def read(file: Path) -> Any:
    """Return the content of a file of JSON or YAML.

    Raises:
        AccountError: it cannot be read, in one line that names the file.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AccountError(f"{file}: {(error.strerror or 'cannot be read').lower()}") from None
    except UnicodeDecodeError:
        raise AccountError(f"{file}: it is not text in UTF-8") from None
    except ValueError as error:
        raise AccountError(f"{file}: {error}") from None
    try:
        return json.loads(text)
    except RecursionError:
        raise AccountError(f"{file}: it is nested too deeply") from None
    except ValueError as error:
        if file.suffix == ".json":
            raise AccountError(f"{file}: it is not JSON: {error}") from None
    # PyYAML takes longer to start than a question to answer, and most templates are JSON.
    from iam_stacks.account.cloudformation.yaml_template import read_yaml

    return read_yaml(text, file)
