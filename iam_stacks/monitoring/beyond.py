"""What the prescribed patterns leave out, and what would make the watching itself blind."""

from __future__ import annotations

from iam_stacks.monitoring.pattern import DONE, any_of, event_of, pattern
from iam_stacks.monitoring.watched import Watched

_BY_HAND = "($.userIdentity.invokedBy NOT EXISTS)"
"""Not by way of a service, such as CloudFormation or Application Auto Scaling, which comes and goes with alarms."""

BEYOND_WATCHED: tuple[Watched, ...] = (
    Watched(
        name="PolicyVersionChosen",
        says="another version of a policy was made the one that counts",
        pattern=pattern(DONE, event_of("iam", "SetDefaultPolicyVersion")),
        source='IAM API Reference, "SetDefaultPolicyVersion"',
    ),
    Watched(
        name="RecordingChanged",
        says="what a trail records was chosen anew, or a recorder of AWS Config was deleted",
        pattern=pattern(
            DONE,
            any_of(
                event_of("cloudtrail", "PutEventSelectors", "PutInsightSelectors"),
                event_of("config", "DeleteConfigurationRecorder"),
            ),
        ),
        source='CloudTrail API Reference, "PutEventSelectors"; AWS Config API Reference, "DeleteConfigurationRecorder"',
    ),
    Watched(
        name="SecurityGroupRuleChanged",
        says="the rules of a security group were changed in place",
        pattern=pattern(DONE, event_of("ec2", "ModifySecurityGroupRules")),
        source='Amazon EC2 API Reference, "ModifySecurityGroupRules"',
    ),
    Watched(
        name="WatchingChanged",
        says="somebody changed a metric filter, an alarm, a topic, a subscription or the policy of a key by hand, or "
        "deleted a log group",
        pattern=pattern(
            DONE,
            _BY_HAND,
            any_of(
                event_of("logs", "DeleteMetricFilter", "PutMetricFilter", "DeleteLogGroup"),
                event_of(
                    "monitoring",
                    "DeleteAlarms",
                    "DisableAlarmActions",
                    "PutAlarmMuteRule",
                    "PutMetricAlarm",
                    "SetAlarmState",
                ),
                event_of("kms", "PutKeyPolicy"),
                event_of(
                    "sns",
                    "AddPermission",
                    "DeleteTopic",
                    "RemovePermission",
                    "SetSubscriptionAttributes",
                    "SetTopicAttributes",
                    "Unsubscribe",
                ),
            ),
        ),
        source='CloudWatch Logs User Guide, "Logging Amazon CloudWatch Logs API calls in AWS CloudTrail"; the pages of '
        'the same kind for CloudWatch, SNS and KMS; CloudWatch API Reference, "PutAlarmMuteRule"; CloudTrail User '
        'Guide, "CloudTrail userIdentity element"',
    ),
    Watched(
        name="DetectionRemoved",
        says="somebody removed or disabled a rule of EventBridge, removed a rule of AWS Config or an analyzer, or let "
        "an analyzer archive what it finds, by hand",
        pattern=pattern(
            DONE,
            _BY_HAND,
            any_of(
                event_of("events", "DeleteRule", "DisableRule", "RemoveTargets"),
                event_of("events", "PutRule") + ' && ($.requestParameters.state = "DISABLED")',
                event_of("config", "DeleteConfigRule"),
                event_of("access-analyzer", "CreateArchiveRule", "DeleteAnalyzer"),
            ),
        ),
        source='Amazon EventBridge User Guide, "Logging Amazon EventBridge API calls using AWS CloudTrail"; the API '
        "references of Amazon EventBridge (PutRule), AWS Config and IAM Access Analyzer (CreateArchiveRule)",
    ),
)
"""Terms that Security Hub does not let into the patterns of its controls are filters of their own.

Nobody sees a subscription that is ended by the link in an e-mail: CloudTrail does not log that.
"""
