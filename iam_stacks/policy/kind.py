"""The kinds of policies, which differ in what may stand in them and in what they are for."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["identity", "trust", "resource", "boundary", "scp", "rcp", "session"]

IDENTITY: Kind = "identity"
TRUST: Kind = "trust"
RESOURCE: Kind = "resource"
BOUNDARY: Kind = "boundary"
SCP: Kind = "scp"
RCP: Kind = "rcp"
SESSION: Kind = "session"

KINDS: tuple[Kind, ...] = get_args(Kind)
