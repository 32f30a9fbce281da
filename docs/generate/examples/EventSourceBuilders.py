"""One example for each builder of `EventSource`."""

from iam_stacks import EventSource

queue = EventSource.queue("arn:aws:sqs:eu-central-1:111122223333:Orders")
stream = EventSource.stream("arn:aws:kinesis:eu-central-1:111122223333:stream/Clicks")
table = EventSource.table(
    "arn:aws:dynamodb:eu-central-1:111122223333:table/Orders/stream/2026-01-01T00:00:00.000",
)
kafka = EventSource.kafka(
    "arn:aws:kafka:eu-central-1:111122223333:cluster/Example/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-1",
    authentication="iam",
    topics=["orders"],
    consumer_group="worker",
)
broker = EventSource.broker(
    "arn:aws:mq:eu-central-1:111122223333:broker:Example:b-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
    secret="arn:aws:secretsmanager:eu-central-1:111122223333:secret:Broker-AbCdEf",
)
