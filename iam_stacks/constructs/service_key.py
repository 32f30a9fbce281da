"""Keys that AWS services use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from aws_cdk import Aws, RemovalPolicy, Stack
from aws_cdk import aws_kms as kms
from constructs import Construct, IConstruct

from iam_stacks.constructs.alarm_topic import ALARMS, USE_OF_KEY
from iam_stacks.constructs.one_per_stack import one_per_stack
from iam_stacks.constructs.service_statement import of_account, service_statement

_Key = TypeVar("_Key", bound="ServiceKey")


class ServiceKey(kms.Key):
    """A customer managed key, rotated every year, that no service uses unless it is asked for; one a stack."""

    def __init__(self, scope: Construct, id: str, *, description: str, removal_policy: RemovalPolicy) -> None:
        """Define the key.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            description: what it encrypts.
            removal_policy: whether it goes with its stack.
        """
        self._allowed: list[tuple[object, ...]] = []
        super().__init__(scope, id, description=description, enable_key_rotation=True, removal_policy=removal_policy)

    @classmethod
    def of(cls: type[_Key], scope: IConstruct) -> _Key:
        """Return the one key of the scope's stack; it is made when it is first asked for."""
        return one_per_stack(cls, scope)

    def for_log_groups(self: _Key) -> _Key:
        """Let log groups of the account, in the Region, be encrypted with the key; return it.

        Not one group alone: the group names the key, and CloudFormation makes no two things that name each other.

        The service has a name of its own in China, which ends as addresses do there.

        AWS source: CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS".
        """
        groups = f"arn:{Aws.PARTITION}:logs:{Aws.REGION}:{Aws.ACCOUNT_ID}:log-group:*"
        return self._allow(
            f"logs.{Aws.REGION}.{Aws.URL_SUFFIX}",
            ("kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"),
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
        )

    def for_alarms(self: _Key) -> _Key:
        """Let alarms of the account send to topics that are encrypted with the key; return it.

        AWS source: Amazon SNS Developer Guide, "Enable compatibility between event sources from AWS services and
        encrypted topics".
        """
        return self._allow(ALARMS, USE_OF_KEY, of_account(Stack.of(self).account))

    def _allow(
        self: _Key, service: str, actions: tuple[str, ...], conditions: Mapping[str, Mapping[str, Any]] | None
    ) -> _Key:
        if (service, actions, conditions) not in self._allowed:
            self._allowed.append((service, actions, conditions))
            self.add_to_resource_policy(service_statement(service, actions=actions, conditions=conditions))
        return self
