"""An access key that rotates."""

from __future__ import annotations

from aws_cdk import Aws, Duration, Tokenization
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sns as sns
from constructs import Construct

from iam_stacks.constructs.credential_notices import CredentialNotices
from iam_stacks.constructs.credentials_key import CredentialsKey
from iam_stacks.constructs.encryption_key import key_arn_of
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.handler_function import HandlerFunction
from iam_stacks.constructs.key_maker import KeyMaker
from iam_stacks.constructs.ranges import days_within, require_duration
from iam_stacks.constructs.right import Right
from iam_stacks.policy import PolicyError, limits

_RETIRE_EVERY = Duration.hours(1)


class AccessKeyRotation(Construct):
    """An access key of a user that is replaced in time, and that nobody sees but who may read its secret.

    A function makes the first key and each further one, and writes it into the secret itself: no secret access key
    passes through CloudFormation. When a new key is there, the old one works for a time of grace. Then it is switched
    off, unless it is still in use, which is reported; and later it is deleted. All keys of the user are the function's:
    one that it did not make is deleted at the next rotation.

    The secret is a JSON object with `UserName`, `AccessKeyId` and `SecretAccessKey`; it has a value when this is
    deployed. Wherever the key is used, read the secret again: at least as often as the time of grace is long.

    The function reserves one concurrent execution, and Lambda keeps 100 of an account unreserved: in a new account, ask
    for a higher quota first.

    AWS source: AWS Secrets Manager User Guide, "Rotation by Lambda function"; IAM User Guide, "Update access keys";
    AWS Lambda Developer Guide, "Configuring reserved concurrency for a function".

    Attributes:
        secret: the secret that holds the key.
        alarm: rings when a run of the function failed.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        user: iam.User,
        secret_name: str | None = None,
        encryption_key: kms.IKey | None = None,
        rotate_every: Duration | None = None,
        grace: Duration | None = None,
        delete_after: Duration | None = None,
        notices: sns.ITopic | None = None,
    ) -> None:
        """Define the key, its secret, and what replaces it.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            user: whose key it is, of the same stack.
            secret_name: the secret's name. Default: CloudFormation chooses one.
            encryption_key: encrypts the secret. Default: the one `CredentialsKey` of the stack.
            rotate_every: when the key is replaced, in whole days: from 1 to 90. Default: 60 days, so that a key that
                is hard to give up is off before it is 90 days old.
            grace: for how long the old key works, at least. Default: 24 hours.
            delete_after: how long after it was switched off the old key is deleted. Default: 7 days.
            notices: the topic that is told when a key is retired, is still in use, or a run failed; alarms must be
                allowed to publish to it. Default: the one of the stack.

        Raises:
            PolicyError: a key would be older than 90 days (CIS AWS Foundations Benchmark 3.0, 1.14), or its successor
                due before it is deleted; AWS would not accept the name of the secret; or the encryption key is an alias
                of one that CDK does not know; the user is not made by this stack, or has such a key already. A key that
                CloudFormation makes for the user besides is refused at synthesis.
        """
        limits.SECRET_NAME.require("secret_name", secret_name)
        every, grace, delete_after = (
            rotate_every or Duration.days(60),
            grace or Duration.hours(24),
            delete_after or Duration.days(7),
        )
        days = days_within("rotate_every", every, limits.ACCESS_KEY_AGE)
        require_duration("grace", grace)
        require_duration("delete_after", delete_after)
        _require_time_to_retire(every, grace, delete_after)
        super().__init__(scope, id)
        KeyMaker.claim(self, user)
        notices = notices or CredentialNotices.of(self)
        key = encryption_key or CredentialsKey.of(self)
        self.secret = _empty_secret(self, key, secret_name)
        self._handler = HandlerFunction(
            self,
            "Rotation",
            entry="access_key_rotation",
            purpose="Rotates the access key of an IAM user",
            subject=f"{user.user_name}, in {self.secret.secret_arn}",
            rights=_rights(user, self.secret, key_arn_of(key)),
            environment={
                "USER_NAME": user.user_name,
                "SECRET_ARN": self.secret.secret_arn,
                "GRACE_SECONDS": Tokenization.stringify_number(grace.to_seconds()),
                "DELETE_AFTER_SECONDS": Tokenization.stringify_number(delete_after.to_seconds()),
                "NOTICES_TOPIC_ARN": notices.topic_arn,
            },
            timeout=Duration.minutes(5),
            notices=notices,
        )
        self._rotate_every(days, self._first_key(user))
        self._retire()
        self.alarm = self._watch(notices)

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What the function causes: it is in no VPC."""
        return self._handler.expected_findings

    def _first_key(self, user: iam.IUser) -> Construct:
        return self._handler.custom_resource(
            self,
            "Key",
            type="RotatedAccessKey",
            properties={"UserName": user.user_name, "SecretArn": self.secret.secret_arn},
        )

    def _rotate_every(self, days: float, first_key: Construct) -> None:
        self._handler.function.add_permission(
            "Rotate",
            principal=iam.ServicePrincipal("secretsmanager.amazonaws.com"),
            source_account=Aws.ACCOUNT_ID,
            source_arn=self.secret.secret_arn,
        )
        # CDK's add_rotation_schedule would add an inline policy, with rights that the function has already.
        schedule = secretsmanager.CfnRotationSchedule(
            self,
            "Schedule",
            secret_id=self.secret.secret_arn,
            rotation_lambda_arn=self._handler.function.function_arn,
            rotation_rules=secretsmanager.CfnRotationSchedule.RotationRulesProperty(automatically_after_days=days),
            # The first key is there already, and a change of the schedule is no reason for another.
            rotate_immediately_on_update=False,
        )
        schedule.node.add_dependency(first_key, self._handler)

    def _retire(self) -> None:
        """Run the function again and again: it retires old keys when their time has come."""
        run = targets.LambdaFunction(self._handler.function, max_event_age=_RETIRE_EVERY, retry_attempts=2)
        events.Rule(
            self,
            "Retirement",
            description="Retires old access keys of an IAM user",
            schedule=events.Schedule.rate(_RETIRE_EVERY),
            targets=[run],
        )

    def _watch(self, notices: sns.ITopic) -> cloudwatch.Alarm:
        alarm = cloudwatch.Alarm(
            self,
            "Failed",
            alarm_description="The access key of an IAM user could not be rotated or retired",
            metric=self._handler.function.metric_errors(),
            threshold=1,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(actions.SnsAction(notices))
        return alarm


def _require_time_to_retire(every: Duration, grace: Duration, delete_after: Duration) -> None:
    if any(given.is_unresolved() for given in (every, grace, delete_after)):
        return
    if grace.to_seconds() + delete_after.to_seconds() >= every.to_seconds():
        raise PolicyError(
            f"grace of {grace.to_human_string()} and delete_after of {delete_after.to_human_string()} are not allowed "
            f"with rotate_every of {every.to_human_string()}; let the old key be deleted before the next rotation"
        )


def _empty_secret(scope: Construct, key: kms.IKey, name: str | None) -> secretsmanager.Secret:
    secret = secretsmanager.Secret(
        scope, "Secret", description="Access key of an IAM user", encryption_key=key, secret_name=name
    )
    resource = secret.node.default_child
    assert isinstance(resource, secretsmanager.CfnSecret)
    # CDK lets a password be generated, which would be taken for a key.
    resource.generate_secret_string = None
    return secret


def _rights(user: iam.IUser, secret: secretsmanager.ISecret, key_arn: str | None) -> list[Right]:
    """Return the rights on keys, and those of the guide ("Lambda rotation function execution role permissions")."""
    of_secret = (
        "DescribeSecret",
        "ListSecretVersionIds",
        "GetSecretValue",
        "PutSecretValue",
        "UpdateSecretVersionStage",
    )
    of_user = ("ListAccessKeys", "CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "GetAccessKeyLastUsed")
    rights = [
        Right(sid="RotateKeys", actions=tuple(f"iam:{each}" for each in of_user), resources=(user.user_arn,)),
        Right(
            sid="WriteSecret",
            actions=tuple(f"secretsmanager:{each}" for each in of_secret),
            resources=(secret.secret_arn,),
        ),
    ]
    if key_arn:
        use = Right(sid="EncryptSecret", actions=("kms:GenerateDataKey", "kms:Decrypt"), resources=(key_arn,))
        rights.append(use)
    return rights
