"""An identity provider by its metadata document, and a role for its people.

- A second provider of the same name is refused at synthesis.
- The role's trust policy names the sign-in page of AWS as the audience, and the provider by its ARN.
"""

from pathlib import Path

from aws_cdk import App, Stack

from iam_stacks import SamlProvider, TrustedRole, TrustPolicy

stack = Stack(App(), "Providers")
provider = SamlProvider(stack, "Corp", name="Corp", metadata=Path("metadata.xml").read_text())
role = TrustedRole(stack, "Analyst", trust=TrustPolicy.saml(provider.saml_provider_arn))
