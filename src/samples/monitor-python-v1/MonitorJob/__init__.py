# The time comes from the context: the clock on the wall would say another in each replay.

from datetime import timedelta

import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    job = context.get_input()
    begun_at = context.current_utc_datetime
    expires = begun_at + timedelta(hours=12)
    while context.current_utc_datetime < expires:
        status = yield context.call_activity("JobStatus", {"id": job, "begun_at": begun_at.isoformat()})
        if status == "completed":
            return f"{job} is completed."
        yield context.create_timer(context.current_utc_datetime + timedelta(hours=1))
    return f"{job} was not completed in time."


main = df.Orchestrator.create(orchestrator_function)
