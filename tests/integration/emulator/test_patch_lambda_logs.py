from tests.integration.emulator.smoke import Cloud, function

TALKS = "def handler(event, context):\n    print('said')\n"


def groups(cloud: Cloud) -> list[str]:
    return [group["logGroupName"] for group in cloud.client("logs").describe_log_groups()["logGroups"]]


def test_a_deleted_log_group_is_not_made_again_by_the_function_that_wrote_to_it(cloud: Cloud):
    cloud.client("logs").create_log_group(logGroupName="Given")
    assert cloud.create(function(TALKS, FunctionName="Talks", LoggingConfig={"LogGroup": "Given"})) == "CREATE_COMPLETE"
    cloud.client("lambda").invoke(FunctionName="Talks")
    (stream,) = cloud.client("logs").describe_log_streams(logGroupName="Given")["logStreams"]
    assert stream["logStreamName"]
    cloud.client("logs").delete_log_group(logGroupName="Given")
    cloud.client("lambda").invoke(FunctionName="Talks")
    assert groups(cloud) == []
