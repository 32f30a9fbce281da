"""One example for each builder of `TrustPolicy`."""

from iam_stacks import TrustPolicy

service = TrustPolicy.service(
    "scheduler.amazonaws.com", source_arn="arn:aws:scheduler:eu-central-1:111122223333:schedule-group/reports"
)
ec2 = TrustPolicy.ec2()
ecs_tasks = TrustPolicy.ecs_tasks()
step_functions = TrustPolicy.step_functions(state_machine="Orders")
event_bridge = TrustPolicy.event_bridge()
code_build = TrustPolicy.code_build(project="Website")
account = TrustPolicy.account("999999999999", external_id="example-id")
organization = TrustPolicy.organization("o-a1b2c3d4e5", paths=["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"])
saml = TrustPolicy.saml("Corp", session_tags=True)
web_identity = TrustPolicy.web_identity(
    "https://oidc.example.com", audience="sts.amazonaws.com", subject="job:reports", claims={"email": "ci@example.com"}
)
github_actions = TrustPolicy.github_actions(
    repository="example-org/example-repo", owner_id="123456", repository_id="456789", branch="main"
)
gitlab = TrustPolicy.gitlab(project="example-group/example-project", branch="main", namespace_id="12345")
hcp_terraform = TrustPolicy.hcp_terraform(
    organization="example-org", project="Default Project", workspace="network", run_phase="apply"
)
bitbucket = TrustPolicy.bitbucket(
    workspace="example-workspace",
    workspace_uuid="0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
    repository_uuid="1f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
)
circleci = TrustPolicy.circleci(
    organization_id="0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", project_id="76543210-ba98-4edc-8210-edcba0987654"
)
eks_service_account = TrustPolicy.eks_service_account(
    issuer="https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
    namespace="batch",
    service_account="reporter",
)
pod_identity = TrustPolicy.pod_identity(
    cluster_arn="arn:aws:eks:eu-central-1:111122223333:cluster/example", namespace="batch", service_account="reporter"
)
cognito = TrustPolicy.cognito("eu-central-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0")
google = TrustPolicy.google(client_id="666777888999000", subject="112233445566778899000")
roles_anywhere = TrustPolicy.roles_anywhere(
    trust_anchor_arn="arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
    subject={"CN": "backup-1.example.com", "O": "Example"},
)
