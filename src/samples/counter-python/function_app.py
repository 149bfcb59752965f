# A counter is an entity: state under a key, changed by one operation at a time.

import azure.durable_functions as df
import azure.functions as func

app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="counters/{key}/{amount:int}", methods=["POST"])
@app.durable_client_input(client_name="client")
async def add_to_counter(req: func.HttpRequest, client) -> func.HttpResponse:
    """POST /api/counters/clicks/2 signals it, and does not wait."""
    entity_id = df.EntityId("counter", req.route_params["key"])
    await client.signal_entity(entity_id, "add", int(req.route_params["amount"]))
    return func.HttpResponse(status_code=202)


@app.route(route="counters/{key}", methods=["GET"])
@app.durable_client_input(client_name="client")
async def read_counter(req: func.HttpRequest, client) -> func.HttpResponse:
    """GET /api/counters/clicks"""
    state = await client.read_entity_state(df.EntityId("counter", req.route_params["key"]))
    if not state.entity_exists:
        return func.HttpResponse("no such counter", status_code=404)
    return func.HttpResponse(str(state.entity_state))


@app.route(route="counters/{key}/double", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start_doubling(req: func.HttpRequest, client) -> func.HttpResponse:
    """POST /api/counters/clicks/double"""
    instance_id = await client.start_new("double", client_input=req.route_params["key"])
    return client.create_check_status_response(req, instance_id)


@app.entity_trigger(context_name="context", entity_name="Counter")
def counter(context: df.DurableEntityContext):
    """What was set last is kept when the function returns."""
    value = context.get_state(lambda: 0)
    if context.operation_name == "add":
        value += context.get_input()
    elif context.operation_name == "reset":
        value = 0
    context.set_state(value)
    context.set_result(value)


@app.orchestration_trigger(context_name="context")
def double(context: df.DurableOrchestrationContext):
    """An orchestrator may wait for what an entity answers."""
    entity_id = df.EntityId("counter", context.get_input())
    value = yield context.call_entity(entity_id, "get")
    return (yield context.call_entity(entity_id, "add", value))
