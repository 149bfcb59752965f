# Functions are tested as any other code: see tests/ and the Tests panel.

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="greet", methods=["GET", "POST"])
def greet(req: func.HttpRequest) -> func.HttpResponse:
    """GET /api/greet?name=Ada"""
    name = req.params.get("name")
    if not name:
        return func.HttpResponse("Please pass a name on the query string", status_code=400)
    return func.HttpResponse(f"Hello {name}")


@app.queue_trigger(arg_name="msg", queue_name="in", connection="AzureWebJobsStorage")
@app.queue_output(arg_name="$return", queue_name="out", connection="AzureWebJobsStorage")
def forward(msg: func.QueueMessage) -> str:
    return f"msg body: {msg.get_body().decode()}"
