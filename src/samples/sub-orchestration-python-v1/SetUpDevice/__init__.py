# Two steps, for one device.

import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    device = context.get_input()
    package = yield context.call_activity("CreatePackage", device)
    return (yield context.call_activity("Install", package))


main = df.Orchestrator.create(orchestrator_function)
