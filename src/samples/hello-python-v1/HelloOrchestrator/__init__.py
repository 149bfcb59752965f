# The v1 programming model: a folder for each function, and function.json says what starts it.
# Start this one with GET /api/orchestrators/HelloOrchestrator.

import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    result1 = yield context.call_activity("Hello", "Tokyo")
    result2 = yield context.call_activity("Hello", "Seattle")
    result3 = yield context.call_activity("Hello", "London")
    return [result1, result2, result3]


main = df.Orchestrator.create(orchestrator_function)
