"""A server outside of AWS gets a role by the common name of its certificate.

- A profile hands out the roles that it names, and no others.
- Credentials are good for one hour, unless more is asked for.
- Which certificates may have a role stands in the role's trust policy, which names the authority and the subject.
"""

from pathlib import Path

from aws_cdk import App, Stack

from iam_stacks import RolesAnywhereProfile, TrustAnchor, TrustedRole, TrustPolicy

stack = Stack(App(), "Servers")
anchor = TrustAnchor(stack, "Authority", name="Authority", certificate_bundle=Path("authority.pem").read_text())
trust = TrustPolicy.roles_anywhere(trust_anchor_arn=anchor.trust_anchor_arn, subject={"CN": "backup-1.example.com"})
role = TrustedRole(stack, "BackupServer", trust=trust)
profile = RolesAnywhereProfile(stack, "Profile", name="BackupServer", roles=[role])
