# POST /api/counters/clicks/double

import azure.durable_functions as df
import azure.functions as func


async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    instance_id = await client.start_new("Double", client_input=req.route_params["key"])
    return client.create_check_status_response(req, instance_id)
