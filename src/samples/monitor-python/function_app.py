# Looks at a job again and again until it is done, an hour apart. On the virtual clock that takes no time.

from datetime import timedelta

import azure.durable_functions as df
import azure.functions as func

app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="jobs/{job}/monitor", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start_monitor(req: func.HttpRequest, client) -> func.HttpResponse:
    """POST /api/jobs/j1/monitor"""
    instance_id = await client.start_new("monitor_job", client_input=req.route_params["job"])
    return client.create_check_status_response(req, instance_id)


@app.orchestration_trigger(context_name="context")
def monitor_job(context: df.DurableOrchestrationContext):
    """The time comes from the context: the clock on the wall would say another in each replay."""
    job = context.get_input()
    expires = context.current_utc_datetime + timedelta(hours=12)
    while context.current_utc_datetime < expires:
        status = yield context.call_activity("job_status", job)
        if status == "completed":
            return f"{job} is completed."
        yield context.create_timer(context.current_utc_datetime + timedelta(hours=1))
    return f"{job} was not completed in time."


looks = {}


@app.activity_trigger(input_name="job")
def job_status(job: str) -> str:
    """The third look finds the job done."""
    looks[job] = looks.get(job, 0) + 1
    return "completed" if looks[job] == 3 else "running"
