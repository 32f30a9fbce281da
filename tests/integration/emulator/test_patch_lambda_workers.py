import json
import time
from concurrent.futures import ThreadPoolExecutor

from tests.integration.emulator.smoke import Cloud, function

SLOW = "import time\ndef handler(event, context):\n    time.sleep(event['seconds'])\n    return 'done'\n"


def test_a_function_made_elsewhere_ends_none_of_the_same_name(cloud: Cloud):
    other = Cloud(cloud.account[::-1])
    made = function(SLOW, FunctionName="Namesake")
    assert cloud.create(made) == "CREATE_COMPLETE"
    invoke = cloud.client("lambda").invoke
    with ThreadPoolExecutor() as pool:
        running = pool.submit(invoke, FunctionName="Namesake", Payload=json.dumps({"seconds": 3}))
        time.sleep(1)
        assert other.create(made) == "CREATE_COMPLETE"
        answer = running.result()
    assert (answer.get("FunctionError"), answer["Payload"].read()) == (None, b'"done"')
