import azure.functions as func

health = func.Blueprint()


@health.route(route="health", methods=["GET"])
def is_well(req: func.HttpRequest) -> func.HttpResponse:
    """GET /api/health"""
    return func.HttpResponse("well")
