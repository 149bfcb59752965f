def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("Hello!")
