# Somebody has to approve an order within 72 hours. To approve it: POST .../instances/{id}/raiseEvent/Approval with true.

import logging
from datetime import timedelta

import azure.durable_functions as df
import azure.functions as func

app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="orders/{order}/approve", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start_approval(req: func.HttpRequest, client) -> func.HttpResponse:
    """POST /api/orders/o1/approve"""
    instance_id = await client.start_new("approval", client_input=req.route_params["order"])
    return client.create_check_status_response(req, instance_id)


@app.orchestration_trigger(context_name="context")
def approval(context: df.DurableOrchestrationContext):
    """A race between the answer and a timer. A timer that has lost is cancelled, or the orchestration waits for it."""
    order = context.get_input()
    timeout = context.create_timer(context.current_utc_datetime + timedelta(hours=72))
    approval = context.wait_for_external_event("Approval")
    race = context.task_any([approval, timeout])
    # The race is yielded together with the question. The answer may come before the question has been put, and a race that
    # is over before it is yielded hangs in Python: its timer takes a number, and the host never hears of it.
    yield context.task_all([context.call_activity("ask_for_approval", order), race])
    if race.result is timeout:
        return f"nobody approved {order} in 72 hours"
    timeout.cancel()
    if not approval.result:
        return f"{order} was refused"
    return (yield context.call_activity("ship", order))


@app.activity_trigger(input_name="order")
def ask_for_approval(order: str) -> None:
    """Here a line in the console, elsewhere a mail."""
    logging.info(f"Please approve {order}.")


@app.activity_trigger(input_name="order")
def ship(order: str) -> str:
    return f"{order} is on its way"
