# An order goes into a queue; whoever takes it out writes a receipt, which is a blob that can be fetched.

import json
import logging

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="orders/{id}", methods=["POST"])
@app.queue_output(arg_name="message", queue_name="orders", connection="AzureWebJobsStorage")
def order(req: func.HttpRequest, message: func.Out[str]) -> func.HttpResponse:
    """POST /api/orders/o1 with a text"""
    what = req.get_body().decode() or "nothing"
    message.set(json.dumps({"id": req.route_params["id"], "what": what}))
    return func.HttpResponse("thank you", status_code=202)


@app.queue_trigger(arg_name="message", queue_name="orders", connection="AzureWebJobsStorage")
@app.blob_output(arg_name="receipt", path="receipts/{id}.txt", connection="AzureWebJobsStorage")
def write_receipt(message: func.QueueMessage, receipt: func.Out[str]) -> None:
    """What takes longer than a request may take; a message whose function fails comes again, five times in all."""
    order = message.get_json()
    logging.info(f"Order {order['id']}, {message.dequeue_count}. time.")
    receipt.set(f"{order['what']} for {order['id']}")


@app.route(route="receipts/{id}", methods=["GET"])
@app.blob_input(arg_name="receipt", path="receipts/{id}.txt", connection="AzureWebJobsStorage")
def read_receipt(req: func.HttpRequest, receipt: str) -> func.HttpResponse:
    """GET /api/receipts/o1"""
    if receipt is None:
        return func.HttpResponse("no receipt yet", status_code=404)
    return func.HttpResponse(receipt)


@app.blob_trigger(arg_name="receipt", path="receipts/{name}", connection="AzureWebJobsStorage")
def count_receipt(receipt: func.InputStream) -> None:
    """Told of every new blob."""
    logging.info(f"{receipt.name} has {receipt.length} bytes.")
