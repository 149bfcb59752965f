# The children have histories of their own, under ids that are chosen here.

import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    devices = context.get_input()
    children = [
        context.call_sub_orchestrator("SetUpDevice", device, f"{context.instance_id}-{device}")
        for device in devices
    ]
    return (yield context.task_all(children))


main = df.Orchestrator.create(orchestrator_function)
