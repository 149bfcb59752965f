# Only when the last attempt has failed does the call raise.

import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    retry_options = df.RetryOptions(first_retry_interval_in_milliseconds=5000, max_number_of_attempts=3)
    order = {"id": context.get_input(), "placed_at": context.current_utc_datetime.isoformat()}
    try:
        return (yield context.call_activity_with_retry("ChargeCard", retry_options, order))
    except Exception as error:
        return f"given up: {error}"


main = df.Orchestrator.create(orchestrator_function)
