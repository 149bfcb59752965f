# Fan-out: how many copies there are is only known when the list has come. Fan-in: all have to end.

import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    folder = context.get_input()
    files = yield context.call_activity("ListFiles", folder)
    sizes = yield context.task_all([context.call_activity("CopyFile", file) for file in files])
    return {"files": len(files), "bytes": sum(sizes)}


main = df.Orchestrator.create(orchestrator_function)
