"""Events that look like CloudTrail's, and what makes one a failure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DENIED = {"errorCode": "AccessDenied", "errorMessage": "User is not authorized", "responseElements": None}


def logged(name: str) -> dict[str, Any]:
    """Return the event of the file in `events`."""
    event: dict[str, Any] = json.loads((Path(__file__).parent / "events" / f"{name}.json").read_text())
    return event
