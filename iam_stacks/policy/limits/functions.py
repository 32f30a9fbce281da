"""What a Lambda function reads, writes and polls."""

from __future__ import annotations

from iam_stacks.policy.limits.arn_rule import arn_rule
from iam_stacks.policy.limits.text_rule import TextRule

LOG_GROUP_NAME = TextRule(pattern=r"[A-Za-z0-9_/.#-]+", maximum=512, wording="letters, digits and _/.#-")
"""CloudWatch Logs API Reference, CreateLogGroup, logGroupName."""

QUEUE_ARN = arn_rule("sqs", r"[A-Za-z0-9_.-]+", "a queue of SQS")
STANDARD_QUEUE_ARN = arn_rule("sqs", r"[A-Za-z0-9_-]+", "a standard queue of SQS")
TOPIC_ARN = arn_rule("sns", r"[A-Za-z0-9_-]+", "a standard topic of SNS")
STREAM_ARN = arn_rule("kinesis", r"stream/[A-Za-z0-9_.-]+", "a stream of Kinesis")
CONSUMER_ARN = arn_rule("kinesis", r"stream/[A-Za-z0-9_.-]+/consumer/[A-Za-z0-9_.-]+:[0-9]+", "a consumer of a stream")
TABLE_STREAM_ARN = arn_rule("dynamodb", r"table/[A-Za-z0-9_.-]+/stream/[0-9A-Z:.-]+", "the stream of a DynamoDB table")
KAFKA_CLUSTER_ARN = arn_rule("kafka", r"cluster/[A-Za-z0-9-]+/[A-Za-z0-9-]+", "a cluster of MSK")
BROKER_ARN = arn_rule("mq", r"broker:[A-Za-z0-9_-]+:[A-Za-z0-9-]+", "a broker of Amazon MQ")
SECRET_ARN = arn_rule("secretsmanager", r"secret:[A-Za-z0-9/_+=.@-]+", "a secret, with the characters that AWS appends")
KEY_ARN = arn_rule("kms", r"key/[A-Za-z0-9-]+", "a KMS key, not of an alias")
"""Service Authorization Reference, the resource types of each service."""

KAFKA_TOPIC = TextRule(pattern=r"[A-Za-z0-9._-]+", maximum=249, wording="letters, digits and ._-")
KAFKA_GROUP = TextRule(pattern=r"[A-Za-z0-9/:_+=.@-]+", maximum=200, wording="letters, digits and /:_+=.@-")
"""Lambda API Reference, CreateEventSourceMapping: Topics; AmazonManagedKafkaEventSourceConfig: ConsumerGroupId, which
may have `*` too. In a policy that would be a pattern."""
