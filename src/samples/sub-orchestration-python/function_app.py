# Devices are set up, each by an orchestration of its own, all at the same time.

import azure.durable_functions as df
import azure.functions as func

app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="devices", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start_devices(req: func.HttpRequest, client) -> func.HttpResponse:
    """POST /api/devices with ["lamp", "door"], or with nothing for these two."""
    devices = req.get_json() if req.get_body() else ["lamp", "door"]
    instance_id = await client.start_new("set_up_devices", client_input=devices)
    return client.create_check_status_response(req, instance_id)


@app.orchestration_trigger(context_name="context")
def set_up_devices(context: df.DurableOrchestrationContext):
    """The children have histories of their own, under ids that are chosen here."""
    devices = context.get_input()
    children = [
        context.call_sub_orchestrator("set_up_device", device, f"{context.instance_id}-{device}")
        for device in devices
    ]
    return (yield context.task_all(children))


@app.orchestration_trigger(context_name="context")
def set_up_device(context: df.DurableOrchestrationContext):
    """Two steps, for one device."""
    device = context.get_input()
    package = yield context.call_activity("create_package", device)
    return (yield context.call_activity("install", package))


@app.activity_trigger(input_name="device")
def create_package(device: str) -> str:
    return f"package for {device}"


@app.activity_trigger(input_name="package")
def install(package: str) -> str:
    return f"{package} installed"
