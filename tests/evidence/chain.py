"""A whole chain from a trail to a subscriber, as templates write it."""

from copy import deepcopy
from typing import Any

from iam_stacks.monitoring.watched import Watched

WATCHED = Watched(name="RootUserUsed", says="it was used", pattern='{$.a="b" && $.c NOT EXISTS}', source="nobody")
SUBSCRIBERS = "Subscribers"


def chain(watched: Watched = WATCHED, **changed: dict[str, Any] | None) -> dict[str, Any]:
    """Return the resources of a chain.

    Args:
        watched: what it tells of.
        changed: by logical id, properties that are other ones, None for those that are not there; or None if the
            resource is not there.
    """
    resources = _resources(watched)
    for name, properties in changed.items():
        if properties is None:
            del resources[name]
            continue
        given = resources[name]["Properties"] | properties
        resources[name]["Properties"] = {key: value for key, value in given.items() if value is not None}
    return deepcopy(resources)


def _resources(watched: Watched) -> dict[str, Any]:
    metric = {"MetricNamespace": "Ours", "MetricName": watched.name}
    return {
        "Log": {"Type": "AWS::Logs::LogGroup", "Properties": {}},
        "Trail": {
            "Type": "AWS::CloudTrail::Trail",
            "Properties": {
                "IsLogging": True,
                "IsMultiRegionTrail": True,
                "S3BucketName": "logs",
                "CloudWatchLogsLogGroupArn": {"Fn::GetAtt": ["Log", "Arn"]},
            },
        },
        "Filter": {
            "Type": "AWS::Logs::MetricFilter",
            "Properties": {
                "LogGroupName": {"Ref": "Log"},
                "FilterPattern": watched.pattern,
                "MetricTransformations": [{**metric, "MetricValue": "1"}],
            },
        },
        "Alarm": {
            "Type": "AWS::CloudWatch::Alarm",
            "Properties": {
                "Namespace": "Ours",
                "MetricName": watched.name,
                "Statistic": "Sum",
                "Threshold": 1,
                "ComparisonOperator": "GreaterThanOrEqualToThreshold",
                "EvaluationPeriods": 1,
                "Period": 300,
                "TreatMissingData": "notBreaching",
                "AlarmActions": [{"Ref": "Topic"}],
            },
        },
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {}},
        SUBSCRIBERS: {
            "Type": "AWS::SNS::Subscription",
            "Properties": {"TopicArn": {"Ref": "Topic"}, "Protocol": "email", "Endpoint": "a@example.com"},
        },
    }
