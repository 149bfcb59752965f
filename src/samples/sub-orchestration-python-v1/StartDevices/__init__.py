# Devices are set up, each by an orchestration of its own, all at the same time.
# POST /api/devices with ["lamp", "door"]

import azure.durable_functions as df
import azure.functions as func


async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    instance_id = await client.start_new("SetUpDevices", client_input=req.get_json())
    return client.create_check_status_response(req, instance_id)
