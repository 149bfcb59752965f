import logging

import azure.durable_functions as df
import azure.functions as func

app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.activity_trigger(input_name="city")
def say_hello(city: str) -> str:
    """An activity does the work. Its result goes into the history, so that a call which has answered is not made again."""
    logging.info(f"Saying hello to {city}.")
    return f"Hello {city}!"


@app.orchestration_trigger(context_name="context")
def chaining_orchestration(context: df.DurableOrchestrationContext):
    """Function chaining: each greeting waits for the one before it."""
    result1 = yield context.call_activity("say_hello", "Tokyo")
    result2 = yield context.call_activity("say_hello", "Seattle")
    result3 = yield context.call_activity("say_hello", "London")
    return [result1, result2, result3]


@app.orchestration_trigger(context_name="context")
def fan_out_fan_in_orchestration(context: df.DurableOrchestrationContext):
    """Fan-out/fan-in: five greetings at the same time, and one wait for all of them."""
    cities = ["Tokyo", "Seattle", "London", "Paris", "Berlin"]
    parallel_tasks = [context.call_activity("say_hello", city) for city in cities]
    results = yield context.task_all(parallel_tasks)
    return results


@app.route(route="StartChaining", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start_chaining(req: func.HttpRequest, client) -> func.HttpResponse:
    """Starts it and answers at once, with the URLs that tell how far it is."""
    instance_id = await client.start_new("chaining_orchestration")
    logging.info(f"Started chaining orchestration with ID = '{instance_id}'.")
    return client.create_check_status_response(req, instance_id)


@app.route(route="StartFanOutFanIn", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start_fan_out_fan_in(req: func.HttpRequest, client) -> func.HttpResponse:
    """Starts the other."""
    instance_id = await client.start_new("fan_out_fan_in_orchestration")
    logging.info(f"Started fan-out/fan-in orchestration with ID = '{instance_id}'.")
    return client.create_check_status_response(req, instance_id)
