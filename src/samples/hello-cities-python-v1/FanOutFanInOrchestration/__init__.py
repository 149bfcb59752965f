# Fan-out/fan-in: five greetings at the same time, and one wait for all of them.

import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    cities = ["Tokyo", "Seattle", "London", "Paris", "Berlin"]
    results = yield context.task_all([context.call_activity("SayHello", city) for city in cities])
    return results


main = df.Orchestrator.create(orchestrator_function)
