"""A role that two kinds of principals may assume, each under conditions of its own.

- A service is asked for which account it acts, where its guide shows that it says so.
- Foreign accounts need an external id, or a reason why not.
- An OpenID Connect token needs its audience and the claim by which the issuer's customers are told apart.
- Every argument is held to what AWS accepts, and the document to its quota.

[Trust](../trust.md) explains these rules.
"""

from iam_stacks import TrustPolicy

trust = TrustPolicy.service("scheduler.amazonaws.com") | TrustPolicy.account("111122223333", require_mfa=True)
document = trust.deployed_to("111122223333").render()
assert trust.warnings == ()
