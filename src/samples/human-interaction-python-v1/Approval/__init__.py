# A race between the answer and a timer. A timer that has lost is cancelled, or the orchestration waits for it.

from datetime import timedelta

import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    order = context.get_input()
    timeout = context.create_timer(context.current_utc_datetime + timedelta(hours=72))
    approval = context.wait_for_external_event("Approval")
    race = context.task_any([approval, timeout])
    # The race is yielded together with the question. The answer may come before the question has been put, and a race that
    # is over before it is yielded hangs in Python: its timer takes a number, and the host never hears of it.
    yield context.task_all([context.call_activity("AskForApproval", order), race])
    if race.result is timeout:
        return f"nobody approved {order} in 72 hours"
    timeout.cancel()
    if not approval.result:
        return f"{order} was refused"
    return (yield context.call_activity("Ship", order))


main = df.Orchestrator.create(orchestrator_function)
