# A film is rendered scene by scene; the custom status tells how far it is.

import asyncio

import azure.durable_functions as df
import azure.functions as func

app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="films", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start_rendering(req: func.HttpRequest, client) -> func.HttpResponse:
    """POST /api/films"""
    instance_id = await client.start_new("render_film")
    return client.create_check_status_response(req, instance_id)


@app.orchestration_trigger(context_name="context")
def render_film(context: df.DurableOrchestrationContext):
    """Whoever asks for the status of the instance is given it as customStatus."""
    scenes = []
    for number in range(1, 5):
        context.set_custom_status({"progress": f"{number - 1} of 4"})
        scenes.append((yield context.call_activity("render_scene", number)))
    context.set_custom_status({"progress": "4 of 4"})
    return scenes


@app.activity_trigger(input_name="number")
async def render_scene(number: int) -> str:
    await asyncio.sleep(0.2)
    return f"scene {number}"
