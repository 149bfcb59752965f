# Devices are set up, each by an orchestration of its own, all at the same time.
# POST /api/devices with ["lamp", "door"], or with nothing for these two.

import azure.durable_functions as df
import azure.functions as func


async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    devices = req.get_json() if req.get_body() else ["lamp", "door"]
    instance_id = await client.start_new("SetUpDevices", client_input=devices)
    return client.create_check_status_response(req, instance_id)
