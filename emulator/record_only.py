"""The types that the local account only records: CloudFormation knows them, and no API stands behind them.

Each is here with what AWS documents for its Ref, which is the id, and for its attributes. Nothing reads such a resource
back: its template is what a test can look at. `docs/emulator.md` lists them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class RecordOnly:
    """A type of which Ref is an id, and the attributes are that id and an ARN with it.

    Attributes:
        service: the service in the ARN.
        resource: the kind of resource in the ARN.
        name: what the attributes begin with: "Profile" for ProfileArn and ProfileId.
    """

    service: str
    resource: str
    name: str

    def attributes(self, id: str, region: str, account: str) -> dict[str, str]:
        """Return what Fn::GetAtt can ask for."""
        arn = f"arn:aws:{self.service}:{region}:{account}:{self.resource}/{id}"
        return {f"{self.name}Arn": arn, f"{self.name}Id": id}


# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rolesanywhere-trustanchor.html
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rolesanywhere-profile.html
TYPES = {
    "AWS::RolesAnywhere::Profile": RecordOnly("rolesanywhere", "profile", "Profile"),
    "AWS::RolesAnywhere::TrustAnchor": RecordOnly("rolesanywhere", "trust-anchor", "TrustAnchor"),
}
