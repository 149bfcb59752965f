# A card is charged; the bank refuses twice. Each new attempt waits for five seconds.

from datetime import datetime, timezone

import azure.durable_functions as df
import azure.functions as func

app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="orders/{order}/pay", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start_payment(req: func.HttpRequest, client) -> func.HttpResponse:
    """POST /api/orders/o1/pay"""
    instance_id = await client.start_new("payment", client_input=req.route_params["order"])
    return client.create_check_status_response(req, instance_id)


@app.orchestration_trigger(context_name="context")
def payment(context: df.DurableOrchestrationContext):
    """Only when the last attempt has failed does the call raise."""
    retry_options = df.RetryOptions(first_retry_interval_in_milliseconds=5000, max_number_of_attempts=3)
    order = {"id": context.get_input(), "placed_at": context.current_utc_datetime.isoformat()}
    try:
        return (yield context.call_activity_with_retry("charge_card", retry_options, order))
    except Exception as error:
        return f"given up: {error}"


@app.activity_trigger(input_name="order")
def charge_card(order: dict) -> dict:
    """
    The bank answers eight seconds after the order was placed: the third attempt. It goes by the order and by the clock,
    for what a worker remembers is gone with the worker.
    """
    waited = datetime.now(timezone.utc) - datetime.fromisoformat(order["placed_at"])
    if waited.total_seconds() < 8:
        raise ConnectionError("the bank does not answer")
    return {"receipt": f"r-{order['id']}"}
