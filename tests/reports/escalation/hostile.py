"""Names that must not break out of where they are put, and what is made of them."""

from hypothesis import strategies as st

from iam_stacks.policy.symbol import symbol
from iam_stacks.reports.escalation.found import Found
from tests.reports.escalation.samples import ADMIN, ATTACH, TARGET, found, hop, path, user

HOSTILE = (
    '"><script>alert(1)</script>',
    "</title></svg><img src=x onerror=alert(1)>",
    "]]>&amp;<!--",
    '"]; click a0n0 "javascript:alert(1)"',
    "a\nend\nsubgraph b",
    "<br>#quot;`**x**`",
    "\u202egnp.exe\u2066",
    "\u05d0\u05d1\u05d2",
    "\ud800\x00\x1b[31m",
    "${x}" + symbol("Logical"),
    "|%%{init: {}}%%|",
    "'\\",
)
NAMES = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=20))


def named(name: str) -> Found:
    """Return what was found, with the name wherever one can be."""
    one = path(
        hop(user(name), f"{ADMIN}{name}", thing=f"arn:aws:s3:::{name}", policy=name, depends_on=(name,)),
        hop(f"{ADMIN}{name}", f"{ADMIN}{name}", ATTACH),
    )
    return found(one, target=f"{TARGET}{name}", administrators=[f"{ADMIN}{name}"], account_id=name)
