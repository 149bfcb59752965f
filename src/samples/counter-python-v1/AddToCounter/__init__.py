# A counter is an entity: state under a key, changed by one operation at a time.
# POST /api/counters/clicks/2 signals it, and does not wait.

import azure.durable_functions as df
import azure.functions as func


async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    entity_id = df.EntityId("Counter", req.route_params["key"])
    await client.signal_entity(entity_id, "add", int(req.route_params["amount"]))
    return func.HttpResponse(status_code=202)
