"""An authority of your own, by its certificate.

- A private key among the certificates is refused, and an error never shows what stands there.
- The anchor trusts an authority; whom a role trusts stands in its trust policy, which must name a subject or say why
  not.
"""

from pathlib import Path

from aws_cdk import App, Stack

from iam_stacks import TrustAnchor

stack = Stack(App(), "Servers")
anchor = TrustAnchor(stack, "Authority", name="Authority", certificate_bundle=Path("authority.pem").read_text())
