"""The types that the local account only records: CloudFormation knows them, and no API stands behind them.

Each is here with what AWS documents for its Ref and for its attributes. Nothing reads such a resource back: its
template is what a test can look at. `docs/emulator.md` lists them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Identity = tuple[str, dict[str, str]]


@dataclass(frozen=True)
class RecordOnly:
    """A type that has an ARN.

    Attributes:
        service: the service in the ARN.
        resource: the kind of resource in the ARN.
        replaced_by: the properties of which a change makes a new resource.
    """

    service: str
    resource: str
    replaced_by: tuple[str, ...] = ()

    def arn(self, id: str, region: str, account: str) -> str:
        """Return the ARN of the resource of that id."""
        return f"arn:aws:{self.service}:{region}:{account}:{self.resource}/{id}"


@dataclass(frozen=True)
class KnownById(RecordOnly):
    """A type of which Ref is an id that AWS makes, and the attributes are that id and the ARN with it.

    Attributes:
        name: what the attributes begin with: "Profile" for ProfileArn and ProfileId.
    """

    name: str = ""

    def identity(self, _properties: Mapping[str, Any], id: str, region: str, account: str) -> Identity:
        """Return what Ref answers, and what Fn::GetAtt can ask for."""
        return id, {f"{self.name}Arn": self.arn(id, region, account), f"{self.name}Id": id}


@dataclass(frozen=True)
class KnownByArn(RecordOnly):
    """A type of which Ref is the ARN, with the name that the template gives or AWS makes.

    Attributes:
        name_property: the property that names it.
    """

    name_property: str = ""

    def identity(self, properties: Mapping[str, Any], id: str, region: str, account: str) -> Identity:
        """Return what Ref answers, and what Fn::GetAtt can ask for."""
        arn = self.arn(properties.get(self.name_property, id), region, account)
        return arn, {"Arn": arn}


# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-accessanalyzer-analyzer.html
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rolesanywhere-trustanchor.html
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rolesanywhere-profile.html
TYPES: dict[str, KnownById | KnownByArn] = {
    "AWS::AccessAnalyzer::Analyzer": KnownByArn(
        "access-analyzer", "analyzer", ("AnalyzerName", "Type"), name_property="AnalyzerName"
    ),
    "AWS::RolesAnywhere::Profile": KnownById("rolesanywhere", "profile", name="Profile"),
    "AWS::RolesAnywhere::TrustAnchor": KnownById("rolesanywhere", "trust-anchor", name="TrustAnchor"),
}
