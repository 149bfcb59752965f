# Whoever asks for the status of the instance is given it as customStatus.

import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    scenes = []
    for number in range(1, 5):
        context.set_custom_status({"progress": f"{number - 1} of 4"})
        scenes.append((yield context.call_activity("RenderScene", number)))
    context.set_custom_status({"progress": "4 of 4"})
    return scenes


main = df.Orchestrator.create(orchestrator_function)
