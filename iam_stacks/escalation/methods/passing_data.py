"""Passing a role to what works on data."""

from iam_stacks.escalation.method import ANYTHING
from iam_stacks.escalation.methods.passing import arn, on, pass_role, passing
from iam_stacks.escalation.methods.sources import HACKTRICKS, PATHFINDING, RHINO

_GLUE = "glue.amazonaws.com"
_JOB = arn("glue", "job/{new}")
_TRIGGER = on(arn("glue", "trigger/{new}"), "glue:CreateTrigger")
_PIPELINE = (
    *on(ANYTHING, "datapipeline:CreatePipeline"),
    *on(arn("datapipeline", "pipeline/{new}"), "datapipeline:PutPipelineDefinition", "datapipeline:ActivatePipeline"),
)
_WORKGROUP = arn("athena", "workgroup/{new}")

PASSING_DATA = (
    passing(
        "glue-create-dev-endpoint",
        *on(ANYTHING, "glue:CreateDevEndpoint"),
        to=_GLUE,
        says="pass {role} to a new Glue development endpoint, and log in to it",
        source=f"{RHINO} 19; {PATHFINDING} glue-001",
    ),
    passing(
        "glue-create-job",
        *on(_JOB, "glue:CreateJob", "glue:StartJobRun"),
        to=_GLUE,
        says="pass {role} to a new Glue job, and run it",
        source=f"{PATHFINDING} glue-003; {HACKTRICKS} Glue",
    ),
    passing(
        "glue-create-job-and-trigger",
        *on(_JOB, "glue:CreateJob"),
        *_TRIGGER,
        to=_GLUE,
        says="pass {role} to a new Glue job, and have a new trigger run it",
        source=f"{PATHFINDING} glue-004; {HACKTRICKS} Glue",
    ),
    passing(
        "glue-update-job",
        *on(_JOB, "glue:UpdateJob", "glue:StartJobRun"),
        to=_GLUE,
        says="pass {role} to a Glue job that is there, with another script, and run it",
        source=f"{PATHFINDING} glue-005; {HACKTRICKS} Glue",
    ),
    passing(
        "glue-update-job-and-trigger",
        *on(_JOB, "glue:UpdateJob"),
        *_TRIGGER,
        to=_GLUE,
        says="pass {role} to a Glue job that is there, with another script, and have a new trigger run it",
        source=f"{PATHFINDING} glue-006; {HACKTRICKS} Glue",
    ),
    passing(
        "glue-create-session",
        *on(arn("glue", "session/{new}"), "glue:CreateSession", "glue:RunStatement"),
        to=_GLUE,
        says="pass {role} to a new Glue session, and run a statement",
        source=f"{PATHFINDING} glue-007",
    ),
    passing(
        "datapipeline-activate-pipeline",
        *_PIPELINE,
        to="datapipeline.amazonaws.com",
        says="pass {role} to a new pipeline of AWS Data Pipeline, and activate it",
        source=f"{RHINO} 22; {PATHFINDING} datapipeline-001",
    ),
    passing(
        # "Specify custom IAM roles": a pipeline's commands run on instances that have its resource role.
        "datapipeline-resource-role",
        pass_role("datapipeline.amazonaws.com"),
        *_PIPELINE,
        to="ec2.amazonaws.com",
        in_profile=True,
        says="have a new pipeline of AWS Data Pipeline run commands on an instance with {role}",
        source=f"{RHINO} 22; {PATHFINDING} datapipeline-001",
    ),
    passing(
        "elasticmapreduce-run-job-flow",
        pass_role("elasticmapreduce.amazonaws.com"),
        *on(ANYTHING, "elasticmapreduce:RunJobFlow"),
        to="ec2.amazonaws.com",
        in_profile=True,
        says="launch an EMR cluster whose instances have {role}",
        source=f"{PATHFINDING} emr-001; {HACKTRICKS} EMR",
    ),
    passing(
        "emr-serverless-start-job-run",
        *on(arn("emr-serverless", "/applications/{new}"), "emr-serverless:StartJobRun"),
        to="emr-serverless.amazonaws.com",
        says="pass {role} to a job of an EMR Serverless application",
        source=f"{HACKTRICKS} EMR Serverless; {PATHFINDING} emrserverless-001, with emr-serverless:CreateApplication",
    ),
    passing(
        "athena-start-calculation-execution",
        *on(_WORKGROUP, "athena:CreateWorkGroup", "athena:StartSession", "athena:StartCalculationExecution"),
        to="athena.amazonaws.com",
        says="pass {role} to a new Athena workgroup, and have Spark calculate in it",
        source=f"{HACKTRICKS} Athena Spark",
    ),
    passing(
        "kinesisanalytics-start-application",
        *on(ANYTHING, "kinesisanalytics:CreateApplication"),
        *on(arn("kinesisanalytics", "application/{new}"), "kinesisanalytics:StartApplication"),
        to="kinesisanalytics.amazonaws.com",
        says="pass {role} to a new Flink application, and start it",
        source=f"{PATHFINDING} kinesisanalytics-001",
    ),
)
