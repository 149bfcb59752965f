# Looks at a job again and again until it is done, an hour apart. On the virtual clock that takes no time.
# POST /api/jobs/j1/monitor

import azure.durable_functions as df
import azure.functions as func


async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    instance_id = await client.start_new("MonitorJob", client_input=req.route_params["job"])
    return client.create_check_status_response(req, instance_id)
