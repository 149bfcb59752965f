# The quickstart: three greetings, one after another. Start it with GET /api/orchestrators/HelloOrchestrator.

import azure.durable_functions as df
import azure.functions as func

app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="DurableFunctionsHttpStart")
@app.route(route="orchestrators/{functionName}", methods=["POST", "GET"])
@app.durable_client_input(client_name="client")
async def durable_functions_http_start(req: func.HttpRequest, client) -> func.HttpResponse:
    """Starts the orchestrator that the URL names and answers at once, with the URLs that tell how far it is."""
    instance_id = await client.start_new(req.route_params["functionName"])
    return client.create_check_status_response(req, instance_id)


@app.function_name(name="HelloOrchestrator")
@app.orchestration_trigger(context_name="context")
def hello_orchestrator(context: df.DurableOrchestrationContext):
    """Runs again from its first line after each answer; what has answered is not called again."""
    result1 = yield context.call_activity("Hello", "Tokyo")
    result2 = yield context.call_activity("Hello", "Seattle")
    result3 = yield context.call_activity("Hello", "London")
    return [result1, result2, result3]


@app.function_name(name="Hello")
@app.activity_trigger(input_name="name")
def hello(name: str) -> str:
    """An activity does the work: here a greeting, elsewhere a query or a computation."""
    return f"Hello {name}!"
