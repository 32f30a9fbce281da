"""The reader of custom resources.

Nothing but their own function knows what they are: all that can be read is that it is there, and the physical id that
it gave. What the function did has to be read from the service that it called.
"""

from emulator.clients import Clients
from emulator.readers.kind import Kind
from emulator.resource import Resource
from emulator.tables import Row

PREFIX = "Custom::"


def custom_resource(clients: Clients, resource: Resource) -> Row:
    """Read the function that answers for a custom resource."""
    token = resource.properties(clients, "ServiceToken")["ServiceToken"]
    function = clients("lambda").get_function_configuration(FunctionName=token)
    return resource.type.removeprefix(PREFIX), resource.physical_id, function["FunctionName"]


TYPE = "AWS::CloudFormation::CustomResource"  # a type that begins with the prefix is another name of it
KINDS = {TYPE: Kind("custom resources (only their function knows them)", ("type", "id", "function"), custom_resource)}
