# An orchestrator may wait for what an entity answers.

import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    entity_id = df.EntityId("Counter", context.get_input())
    value = yield context.call_entity(entity_id, "get")
    return (yield context.call_entity(entity_id, "add", value))


main = df.Orchestrator.create(orchestrator_function)
