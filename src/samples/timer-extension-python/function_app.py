# A worker extension runs before and after each function: this one tells how long it took.
# It is a package of its own, named in requirements.txt and switched on by PYTHON_ENABLE_WORKER_EXTENSIONS.

import azure.functions as func
from python_worker_extension_timer import TimerExtension

TimerExtension.configure(append_to_http_response=True)

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="HttpTrigger", methods=["GET", "POST"])
def http_trigger(req: func.HttpRequest) -> func.HttpResponse:
    """GET /api/HttpTrigger?name=Ada"""
    name = req.params.get("name", "stranger")
    return func.HttpResponse(f"Hello, {name}.")
