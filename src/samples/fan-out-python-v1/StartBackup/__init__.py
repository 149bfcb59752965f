# A backup: the files of a folder are copied at the same time, and their sizes added up.
# POST /api/backup/photos

import azure.durable_functions as df
import azure.functions as func


async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    instance_id = await client.start_new("Backup", client_input=req.route_params["folder"])
    return client.create_check_status_response(req, instance_id)
