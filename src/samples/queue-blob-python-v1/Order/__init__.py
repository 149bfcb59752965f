# An order goes into a queue; whoever takes it out writes a receipt, which is a blob that can be fetched.
# POST /api/orders/o1 with a text

import json

import azure.functions as func


def main(req: func.HttpRequest, message: func.Out[str]) -> func.HttpResponse:
    what = req.get_body().decode() or "nothing"
    message.set(json.dumps({"id": req.route_params["id"], "what": what}))
    return func.HttpResponse("thank you", status_code=202)
