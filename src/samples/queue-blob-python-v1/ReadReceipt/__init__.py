# GET /api/receipts/o1

import azure.functions as func


def main(req: func.HttpRequest, receipt: str) -> func.HttpResponse:
    if receipt is None:
        return func.HttpResponse("no receipt yet", status_code=404)
    return func.HttpResponse(receipt)
