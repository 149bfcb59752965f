# Somebody has to approve an order within 72 hours. To approve it: POST .../instances/{id}/raiseEvent/Approval with true.
# POST /api/orders/o1/approve

import azure.durable_functions as df
import azure.functions as func


async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    instance_id = await client.start_new("Approval", client_input=req.route_params["order"])
    return client.create_check_status_response(req, instance_id)
