"""Passing a role to an EC2 instance, whoever launches it."""

from iam_stacks.escalation.method import ANYTHING
from iam_stacks.escalation.methods.passing import arn, on, passing
from iam_stacks.escalation.methods.sources import HACKING_THE_CLOUD, HACKTRICKS, PATHFINDING, RHINO

_EC2 = "ec2.amazonaws.com"
_INSTANCE = arn("ec2", "instance/{new}")
_LAUNCHED = (_INSTANCE, *(arn("ec2", f"{kind}/{{new}}") for kind in ("network-interface", "security-group", "subnet")))
# AWS's own images are in no account.
_RUN = tuple(
    need for each in (*_LAUNCHED, "arn:{partition}:ec2:{region}::image/{new}") for need in on(each, "ec2:RunInstances")
)
_PROFILE = "arn:{partition}:iam::{account}:instance-profile/{new}"
_CONFIGURATION = arn("autoscaling", "launchConfiguration:{new}:launchConfigurationName/{new}")
_GROUP = arn("autoscaling", "autoScalingGroup:{new}:autoScalingGroupName/{new}")

PASSING_INSTANCES = (
    passing(
        "ec2-run-instances",
        *_RUN,
        to=_EC2,
        in_profile=True,
        says="launch an EC2 instance with {role}",
        source=f"{RHINO} 3; {PATHFINDING} ec2-001",
    ),
    passing(
        "ec2-create-instance-profile",
        *on(_PROFILE, "iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"),
        *_RUN,
        to=_EC2,
        says="put {role} into a new instance profile, and launch an EC2 instance with it",
        source=f"{HACKTRICKS} EC2; NCC Group, Principal Mapper, EC2 edges",
    ),
    passing(
        "ec2-request-spot-instances",
        *on(arn("ec2", "spot-instances-request/{new}"), "ec2:RequestSpotInstances"),
        to=_EC2,
        in_profile=True,
        says="request a Spot Instance with {role}",
        source=f"{PATHFINDING} ec2-003; {HACKTRICKS} EC2",
    ),
    passing(
        "ec2-associate-instance-profile",
        *on(_INSTANCE, "ec2:AssociateIamInstanceProfile"),
        to=_EC2,
        in_profile=True,
        says="give {role} to an EC2 instance that has none",
        source=f"{HACKTRICKS} EC2",
    ),
    passing(
        "ec2-replace-instance-profile",
        *on(_INSTANCE, "ec2:ReplaceIamInstanceProfileAssociation"),
        to=_EC2,
        in_profile=True,
        says="give {role} to an EC2 instance that has another one",
        source=f"{HACKTRICKS} EC2",
    ),
    passing(
        "autoscaling-create-auto-scaling-group",
        *on(_CONFIGURATION, "autoscaling:CreateLaunchConfiguration"),
        *on(_GROUP, "autoscaling:CreateAutoScalingGroup"),
        to=_EC2,
        in_profile=True,
        says="have a new Auto Scaling group launch EC2 instances with {role}",
        source=f"{HACKING_THE_CLOUD} autoscaling:CreateLaunchConfiguration; {HACKTRICKS} EC2",
    ),
    passing(
        "autoscaling-update-auto-scaling-group",
        *on(_CONFIGURATION, "autoscaling:CreateLaunchConfiguration"),
        *on(_GROUP, "autoscaling:UpdateAutoScalingGroup"),
        to=_EC2,
        in_profile=True,
        says="have an Auto Scaling group that is there launch EC2 instances with {role}",
        source=f"{HACKING_THE_CLOUD} autoscaling:CreateLaunchConfiguration; {HACKTRICKS} EC2",
    ),
    passing(
        "imagebuilder-create-image",
        *on(arn("imagebuilder", "component/{new}/{new}/{new}"), "imagebuilder:CreateComponent"),
        *on(arn("imagebuilder", "image-recipe/{new}/{new}"), "imagebuilder:CreateImageRecipe"),
        *on(
            arn("imagebuilder", "infrastructure-configuration/{new}"),
            "imagebuilder:CreateInfrastructureConfiguration",
        ),
        *on(arn("imagebuilder", "image/{new}/{new}/{new}"), "imagebuilder:CreateImage"),
        to=_EC2,
        in_profile=True,
        says="have Image Builder build on an EC2 instance with {role}",
        source=f"{PATHFINDING} imagebuilder-001",
    ),
    passing(
        "gamelift-create-fleet",
        *on(ANYTHING, "gamelift:CreateBuild"),
        *on(arn("gamelift", "build/{new}"), "gamelift:RequestUploadCredentials"),
        *on(ANYTHING, "gamelift:CreateFleet"),
        to="gamelift.amazonaws.com",
        says="run a new GameLift build on a new fleet with {role}",
        source=f"{PATHFINDING} gamelift-001",
    ),
)
