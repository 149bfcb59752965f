# A backup: the files of a folder are copied at the same time, and their sizes added up.

import logging

import azure.durable_functions as df
import azure.functions as func

app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="backup/{folder}", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start_backup(req: func.HttpRequest, client) -> func.HttpResponse:
    """POST /api/backup/photos"""
    instance_id = await client.start_new("backup", client_input=req.route_params["folder"])
    return client.create_check_status_response(req, instance_id)


@app.orchestration_trigger(context_name="context")
def backup(context: df.DurableOrchestrationContext):
    """Fan-out: how many copies there are is only known when the list has come. Fan-in: all have to end."""
    folder = context.get_input()
    files = yield context.call_activity("list_files", folder)
    sizes = yield context.task_all([context.call_activity("copy_file", file) for file in files])
    return {"files": len(files), "bytes": sum(sizes)}


@app.activity_trigger(input_name="folder")
def list_files(folder: str) -> list:
    """The files of a folder."""
    return [f"{folder}/{n}.txt" for n in range(1, 7)]


@app.activity_trigger(input_name="file")
def copy_file(file: str) -> int:
    """Copies a file and tells how many bytes that were."""
    logging.info(f"Copying {file}.")
    return len(file) * 100
