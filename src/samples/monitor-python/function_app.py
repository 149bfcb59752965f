# Looks at a job again and again until it is done, an hour apart. On the virtual clock that takes no time.

from datetime import datetime, timedelta, timezone

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
    begun_at = context.current_utc_datetime
    expires = begun_at + timedelta(hours=12)
    while context.current_utc_datetime < expires:
        status = yield context.call_activity("job_status", {"id": job, "begun_at": begun_at.isoformat()})
        if status == "completed":
            return f"{job} is completed."
        yield context.create_timer(context.current_utc_datetime + timedelta(hours=1))
    return f"{job} was not completed in time."


@app.activity_trigger(input_name="job")
def job_status(job: dict) -> str:
    """The job takes two hours, by the clock: the third look finds it done. A real one would be asked of a service."""
    worked = datetime.now(timezone.utc) - datetime.fromisoformat(job["begun_at"])
    return "completed" if worked >= timedelta(hours=2) else "running"
