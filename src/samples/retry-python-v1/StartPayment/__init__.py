# A card is charged; the bank refuses twice. Each new attempt waits for five seconds.
# POST /api/orders/o1/pay

import azure.durable_functions as df
import azure.functions as func


async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    instance_id = await client.start_new("Payment", client_input=req.route_params["order"])
    return client.create_check_status_response(req, instance_id)
