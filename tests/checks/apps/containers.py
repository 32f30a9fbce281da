"""Services and tasks on Fargate and on machines, behind load balancers and queues."""

import aws_cdk as cdk
from aws_cdk import aws_applicationautoscaling as scaling
from aws_cdk import aws_autoscaling as autoscaling
from aws_cdk import aws_batch as batch
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_ecs_patterns as patterns
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager


def define(app: cdk.App) -> None:
    """Define the stack; it has a Region, which load balancers need to log."""
    stack = cdk.Stack(app, "Containers", env=cdk.Environment(account="111122223333", region="eu-central-1"))
    vpc = ec2.Vpc(stack, "Vpc", availability_zones=["eu-central-1a", "eu-central-1b"])
    cluster = ecs.Cluster(stack, "Cluster", vpc=vpc, container_insights_v2=ecs.ContainerInsights.ENABLED)
    image = ecs.ContainerImage.from_ecr_repository(ecr.Repository(stack, "Images"))
    secret = secretsmanager.Secret(stack, "Secret")
    web = patterns.ApplicationLoadBalancedFargateService(
        stack,
        "Web",
        cluster=cluster,
        task_image_options=patterns.ApplicationLoadBalancedTaskImageOptions(
            image=image, secrets={"TOKEN": ecs.Secret.from_secrets_manager(secret)}
        ),
        circuit_breaker=ecs.DeploymentCircuitBreaker(rollback=True),
    )
    web.load_balancer.log_access_logs(s3.Bucket(stack, "Logs"))
    patterns.QueueProcessingFargateService(stack, "Worker", cluster=cluster, image=image)
    patterns.ScheduledFargateTask(
        stack,
        "Nightly",
        cluster=cluster,
        schedule=scaling.Schedule.rate(cdk.Duration.days(1)),
        scheduled_fargate_task_image_options=patterns.ScheduledFargateTaskImageOptions(image=image),
    )
    task = ecs.FargateTaskDefinition(stack, "Task")
    task.add_container("Main", image=image, logging=ecs.LogDriver.aws_logs(stream_prefix="task"))
    ecs.FargateService(stack, "Shell", cluster=cluster, task_definition=task, enable_execute_command=True)
    task.grant_run(web.task_definition.task_role)
    group = autoscaling.AutoScalingGroup(
        stack,
        "Machines",
        vpc=vpc,
        instance_type=ec2.InstanceType("t3.small"),
        machine_image=ecs.EcsOptimizedImage.amazon_linux2023(),
        ssm_session_permissions=True,
    )
    cluster.add_asg_capacity_provider(ecs.AsgCapacityProvider(stack, "Capacity", auto_scaling_group=group))
    batch.JobQueue(
        stack,
        "Queue",
        compute_environments=[
            batch.OrderedComputeEnvironment(
                compute_environment=batch.FargateComputeEnvironment(stack, "Fargate", vpc=vpc), order=1
            ),
            batch.OrderedComputeEnvironment(
                compute_environment=batch.ManagedEc2EcsComputeEnvironment(stack, "Spot", vpc=vpc, spot=True), order=2
            ),
        ],
    )
    batch.EcsJobDefinition(
        stack,
        "Job",
        container=batch.EcsFargateContainerDefinition(
            stack, "Container", image=image, cpu=1, memory=cdk.Size.gibibytes(2)
        ),
    )
