# A race between the answer and a timer. A timer that has lost is cancelled, or the orchestration waits for it.

from datetime import timedelta

import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    order = context.get_input()
    yield context.call_activity("AskForApproval", order)
    deadline = context.current_utc_datetime + timedelta(hours=72)
    timeout = context.create_timer(deadline)
    approval = context.wait_for_external_event("Approval")
    winner = yield context.task_any([approval, timeout])
    if winner is timeout:
        return f"nobody approved {order} in 72 hours"
    timeout.cancel()
    if not approval.result:
        return f"{order} was refused"
    return (yield context.call_activity("Ship", order))


main = df.Orchestrator.create(orchestrator_function)
