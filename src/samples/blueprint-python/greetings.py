import azure.durable_functions as df
import azure.functions as func

greetings = df.Blueprint()


@greetings.route(route="greet/{city}", methods=["POST"])
@greetings.durable_client_input(client_name="client")
async def start_greeting(req: func.HttpRequest, client) -> func.HttpResponse:
    """POST /api/greet/Tokyo"""
    instance_id = await client.start_new("greet", client_input=req.route_params["city"])
    return client.create_check_status_response(req, instance_id)


@greetings.orchestration_trigger(context_name="context")
def greet(context: df.DurableOrchestrationContext):
    city = context.get_input()
    return (yield context.call_activity("say_hello", city))


@greetings.activity_trigger(input_name="city")
def say_hello(city: str) -> str:
    return f"Hello {city}!"
