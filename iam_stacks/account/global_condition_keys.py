"""The condition keys that requests to every service can have, with their types.

Source: IAM User Guide, "AWS global condition context keys". The types are written as the Service Authorization
Reference writes them: `ArrayOf...` is that of a multivalued key.
"""

from __future__ import annotations

STRING, NUMERIC, DATE, BOOL, ARN, ADDRESS = "String", "Numeric", "Date", "Bool", "ARN", "IPAddress"
MANY = "ArrayOf"

GLOBAL_KEYS = {
    # of the principal
    "aws:PrincipalArn": ARN,
    "aws:PrincipalAccount": STRING,
    "aws:PrincipalOrgPaths": MANY + STRING,
    "aws:PrincipalOrgID": STRING,
    "aws:PrincipalTag/${TagKey}": STRING,
    "aws:PrincipalIsAWSService": BOOL,
    "aws:PrincipalServiceName": STRING,
    "aws:PrincipalServiceNamesList": MANY + STRING,
    "aws:PrincipalType": STRING,
    "aws:userid": STRING,
    "aws:username": STRING,
    # of the session; those without aws: are made by one service and sent to all
    "aws:AssumedRoot": STRING,
    "aws:FederatedProvider": STRING,
    "aws:TokenIssueTime": DATE,
    "aws:SignInSessionArn": ARN,
    "aws:MultiFactorAuthAge": NUMERIC,
    "aws:MultiFactorAuthPresent": BOOL,
    "aws:ChatbotSourceArn": ARN,
    "aws:Ec2InstanceSourceVpc": STRING,
    "aws:Ec2InstanceSourcePrivateIPv4": ADDRESS,
    "aws:SourceIdentity": STRING,
    "ec2:RoleDelivery": NUMERIC,
    "ec2:SourceInstanceArn": ARN,
    "glue:RoleAssumedBy": STRING,
    "glue:CredentialIssuingService": STRING,
    "codebuild:BuildArn": ARN,
    "codebuild:ProjectArn": ARN,
    "lambda:SourceFunctionArn": ARN,
    "ssm:SourceInstanceArn": ARN,
    "identitystore:UserId": STRING,
    # of the network
    "aws:SourceIp": ADDRESS,
    "aws:SourceVpc": STRING,
    "aws:SourceVpcArn": ARN,
    "aws:SourceVpce": STRING,
    "aws:VpceAccount": STRING,
    "aws:VpceOrgID": STRING,
    "aws:VpceOrgPaths": MANY + STRING,
    "aws:VpcSourceIp": ADDRESS,
    # of the resource
    "aws:ResourceAccount": STRING,
    "aws:ResourceOrgID": STRING,
    "aws:ResourceOrgPaths": MANY + STRING,
    "aws:ResourceTag/${TagKey}": STRING,
    # of the request
    "aws:CalledVia": MANY + STRING,
    "aws:CalledViaFirst": STRING,
    "aws:CalledViaLast": STRING,
    "aws:CalledViaAWSMCP": STRING,
    "aws:ViaAWSService": BOOL,
    "aws:ViaAWSMCPService": BOOL,
    "aws:IsMcpServiceAction": BOOL,
    "aws:CurrentTime": DATE,
    "aws:EpochTime": DATE,
    "aws:referer": STRING,
    "aws:RequestedRegion": STRING,
    "aws:RequestTag/${TagKey}": STRING,
    "aws:TagKeys": MANY + STRING,
    "aws:SecureTransport": BOOL,
    "aws:SourceArn": ARN,
    "aws:SourceAccount": STRING,
    "aws:SourceOrgID": STRING,
    "aws:SourceOrgPaths": MANY + STRING,
    "aws:UserAgent": STRING,
}

OTHER_KEYS = {
    "aws:SourceOwner": STRING,  # Amazon SNS Developer Guide, "Example cases for Amazon SNS access control"
    "aws:PrincipalOrgMasterAccountId": STRING,  # AWS's managed policy AWSSSOServiceRolePolicy
    "cognito-identity.amazonaws.com:amr": MANY + STRING,  # IAM User Guide, "IAM and AWS STS condition context keys"
    "lakeformation:GlueARN": ARN,  # AWS's managed policy AmazonDataZoneGlueManageAccessRolePolicy
}
"""Keys that stand in neither list of AWS, or there with another type, and that AWS itself uses."""
