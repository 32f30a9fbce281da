"""Published ways of passing a role that are no methods here, each with the reason."""

from iam_stacks.escalation.methods.left_out import LeftOut
from iam_stacks.escalation.methods.sources import HACKING_THE_CLOUD, HACKTRICKS, PATHFINDING, RHINO

_COVERED = "it needs more than {}, which finds whoever can do it"
_STACK_SETS = (
    "the role that is passed only assumes the execution role, whose name the stack set says; no hop has both yet"
)
_CLOSED = "AWS CodeStar ended in 2024, and its actions with it"

PASSING_LEFT_OUT = (
    LeftOut(
        name="iam:PassRole + ecs:CreateCluster + ecs:RegisterTaskDefinition + ecs:CreateService",
        source=f"{PATHFINDING} ecs-001",
        reason=_COVERED.format("pass-role-ecs-create-service"),
    ),
    LeftOut(
        name="iam:PassRole + ecs:CreateCluster + ecs:RegisterTaskDefinition + ecs:RunTask",
        source=f"{PATHFINDING} ecs-002",
        reason=_COVERED.format("pass-role-ecs-run-task"),
    ),
    LeftOut(
        name="iam:PassRole + ecs:RegisterContainerInstance + ecs:StartTask",
        source=f"{PATHFINDING} ecs-007",
        reason=_COVERED.format("pass-role-ecs-start-task-with-overrides"),
    ),
    LeftOut(
        name="iam:PassRole + lambda:CreateFunction + lambda:CreateEventSourceMapping + dynamodb:CreateTable + "
        "dynamodb:PutItem",
        source=f"{RHINO} 17",
        reason=_COVERED.format("pass-role-lambda-create-event-source-mapping"),
    ),
    LeftOut(
        name="iam:PassRole + lambda:CreateFunction + lambda:CreateFunctionUrlConfig + lambda:InvokeFunctionUrl",
        source=f"{HACKTRICKS} Lambda",
        reason="a function URL asks for lambda:InvokeFunction too, with which pass-role-lambda-create-function does",
    ),
    LeftOut(
        name="iam:PassRole + batch:CreateComputeEnvironment + batch:CreateJobQueue + batch:RegisterJobDefinition + "
        "batch:SubmitJob",
        source=f"{PATHFINDING} batch-003",
        reason=_COVERED.format("pass-role-batch-submit-job"),
    ),
    LeftOut(
        name="iam:PassRole + ec2:CreateLaunchTemplate + autoscaling:CreateAutoScalingGroup",
        source=f"{HACKING_THE_CLOUD} ec2:CreateLaunchTemplate; {HACKTRICKS} EC2",
        reason="a launch template asks for ec2:RunInstances too, with which pass-role-ec2-run-instances does",
    ),
    LeftOut(
        name="iam:PassRole + iam:AddRoleToInstanceProfile + iam:RemoveRoleFromInstanceProfile",
        source=f"{HACKTRICKS} EC2",
        reason="it works only for code on an instance that has the profile already",
    ),
    LeftOut(
        name="iam:PassRole + bedrock-agentcore:CreateHarness + bedrock-agentcore:InvokeAgentRuntimeCommand",
        source=f"{PATHFINDING} bedrock-005",
        reason=_COVERED.format("pass-role-bedrock-agentcore-runtime-command"),
    ),
    LeftOut(
        name="iam:PassRole + cloudformation:SetStackPolicy",
        source=f"{HACKTRICKS} CloudFormation",
        reason="a stack policy protects resources from updates; it allows nobody to update a stack",
    ),
    LeftOut(
        name="iam:PassRole + cloudformation:GetResource + cloudformation:ListResources",
        source=f"{HACKTRICKS} Cloud Control API handler role",
        reason="it only reads",
    ),
    LeftOut(
        name="iam:PassRole + emr-containers:StartJobRun or emr-containers:GetManagedEndpointSessionCredentials",
        source=f"{HACKTRICKS} EMR Serverless",
        reason="the role trusts the cluster's web identities and no service",
    ),
    LeftOut(
        name="iam:PassRole + elasticmapreduce:CreateEditor + elasticmapreduce:OpenEditorInConsole",
        source=f"{HACKTRICKS} EMR",
        reason="EMR Notebooks have become EMR Studio, whose permissions differ",
    ),
    LeftOut(
        name="iam:PassRole + cognito-identity:SetIdentityPoolRoles",
        source=f"{PATHFINDING} cognitoidentity-001",
        reason="the role trusts the pool's web identities and no service",
    ),
    LeftOut(
        name="iam:PassRole + elasticbeanstalk:CreateEnvironment + elasticbeanstalk:CreateApplicationVersion",
        source=f"{HACKTRICKS} Elastic Beanstalk",
        reason="it needs permissions of EC2, Auto Scaling, CloudFormation and S3 that nobody has listed",
    ),
    LeftOut(name="iam:PassRole + codestar:CreateProject", source=f"{RHINO} 24", reason=_CLOSED),
    LeftOut(
        name="iam:PassRole + cloudformation:CreateStackSet + cloudformation:CreateStackInstances",
        source=f"{PATHFINDING} cloudformation-003; {HACKTRICKS} CloudFormation",
        reason=_STACK_SETS,
    ),
    LeftOut(
        name="iam:PassRole + cloudformation:UpdateStackSet",
        source=f"{PATHFINDING} cloudformation-004; {HACKTRICKS} CloudFormation",
        reason=_STACK_SETS,
    ),
)
