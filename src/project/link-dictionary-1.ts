/**
 * What a function app mostly says, laid out as a link lays out a project: links of codec 1 are deflated against these bytes.
 *
 * FROZEN. Every link ever made with codec 1 needs them, bit for bit; a better dictionary is a new codec beside this one.
 * What is likeliest comes last, where references to it are shortest.
 */
const python = `import azure.functions as func
import azure.durable_functions as df
import logging
import json
from datetime import datetime, timedelta

app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)

@app.route(route="orchestrators/{functionName}", methods=["POST"])
@app.durable_client_input(client_name="client")
async def http_start(req: func.HttpRequest, client) -> func.HttpResponse:
    instance_id = await client.start_new(req.route_params.get("functionName"), client_input=req.get_json())
    logging.info(f"Started orchestration with ID = '{instance_id}'.")
    return client.create_check_status_response(req, instance_id)

@app.entity_trigger(context_name="context")
def counter(context: df.DurableEntityContext):
    context.set_state(context.get_state(lambda: 0) + context.get_input())
    context.set_result(context.operation_name)

@app.activity_trigger(input_name="name")
def say_hello(name: str) -> str:
    return f"Hello {name}!"

@app.orchestration_trigger(context_name="context")
def orchestrator(context: df.DurableOrchestrationContext):
    retry_options = df.RetryOptions(first_retry_interval_in_milliseconds=5000, max_number_of_attempts=3)
    input_ = context.get_input()
    tasks = []
    for item in items:
        tasks.append(context.call_activity("say_hello", item))
    results = yield context.task_all(tasks)
    winner = yield context.task_any([approval, timeout])
    yield context.create_timer(context.current_utc_datetime + timedelta(hours=1))
    approved = yield context.wait_for_external_event("Approval")
    result = yield context.call_activity_with_retry("name", retry_options, None)
    yield context.call_sub_orchestrator("name", input_)
    context.set_custom_status("Waiting")
    context.continue_as_new(None)
    return result
`

const hostJson = `{
  "version": "2.0",
  "logging": {
    "logLevel": {
      "DurableTask.Core": "Warning"
    },
    "applicationInsights": {
      "samplingSettings": {
        "isEnabled": true,
        "excludedTypes": "Request"
      }
    }
  },
  "extensions": {
    "http": {
      "routePrefix": "api"
    },
    "durableTask": {
      "hubName": "default",
      "storageProvider": {
        "type": "azureManaged",
        "connectionStringName": "DURABLE_TASK_SCHEDULER_CONNECTION_STRING"
      }
    }
  },
  "functionTimeout": "00:05:00",
  "extensionBundle": {
    "id": "Microsoft.Azure.Functions.ExtensionBundle",
    "version": "[4.*, 5.0.0)"
  }
}
`

const localSettings = `{
  "IsEncrypted": false,
  "Values": {
    "AzureWebJobsStorage": "UseDevelopmentStorage=true",
    "FUNCTIONS_WORKER_RUNTIME": "python",
    "FUNCTIONS_WORKER_RUNTIME": "node",
    "DURABLE_TASK_SCHEDULER_CONNECTION_STRING": "Endpoint=http://localhost:8080;TaskHub=default;Authentication=None"
  }
}
`

const packageJson = `{
  "name": "",
  "version": "1.0.0",
  "description": "",
  "private": true,
  "main": "dist/src/{index.js,functions/*.js}",
  "main": "src/functions/*.js",
  "scripts": {
    "build": "tsc",
    "watch": "tsc -w",
    "clean": "rimraf dist",
    "prestart": "npm run clean && npm run build",
    "start": "func start",
    "test": "echo \\"No tests yet...\\""
  },
  "dependencies": {
    "@azure/functions": "^4.0.0",
    "durable-functions": "^3.1.0"
  },
  "devDependencies": {
    "@types/node": "^20.x",
    "typescript": "^5.0.0"
  }
}
`

const tsconfig = `{
  "compilerOptions": {
    "module": "commonjs",
    "target": "es2022",
    "outDir": "dist",
    "rootDir": ".",
    "sourceMap": true,
    "strict": true,
    "esModuleInterop": true,
    "skipLibCheck": true
  },
  "include": ["src/**/*.ts"]
}
`

const code = `const { app } = require("@azure/functions");
const df = require('durable-functions');
import { app, HttpHandler, HttpRequest, HttpResponse, HttpResponseInit, InvocationContext, Timer } from "@azure/functions";
import * as df from "durable-functions";
import { ActivityHandler, EntityContext, EntityHandler, OrchestrationContext, OrchestrationHandler } from 'durable-functions';

interface Order { readonly id: string; amount: number; items: string[] }
export default async function (input: unknown): Promise<void> { throw new Error(\`Not found: \${id}\`); }

df.app.entity("Counter", (context: EntityContext<number>) => {
  const state = context.df.getState(() => 0);
  switch (context.df.operationName) {
    case "add":
      context.df.setState(state + context.df.getInput());
      break;
    case "get":
      context.df.return(state);
      break;
  }
});

const orchestrator: OrchestrationHandler = function* (context: OrchestrationContext) {
  const input = context.df.getInput<Order>();
  if (!context.df.isReplaying) context.log('Started');
  const retryOptions = new df.RetryOptions(5000, 3);
  retryOptions.backoffCoefficient = 2;
  const deadline = new Date(context.df.currentUtcDateTime.getTime() + 60 * 1000);
  const timeout = context.df.createTimer(deadline);
  const approval = context.df.waitForExternalEvent("Approval");
  const winner = yield context.df.Task.any([approval, timeout]);
  if (winner === approval) { timeout.cancel(); } else { }
  const entityId = new df.EntityId("Counter", "key");
  yield context.df.callEntity(entityId, "add", 1);
  context.df.signalEntity(entityId, "get");
  try {
    const result: string = yield context.df.callActivityWithRetry('name', retryOptions, input);
    yield context.df.callSubOrchestrator("name", input, \`\${context.df.instanceId}:1\`);
    const response = yield context.df.callHttp({ method: "GET", url: "https://" });
  } catch (error) {
    context.df.setCustomStatus({ step: 1 });
    context.df.continueAsNew(input);
  }
  const tasks = [];
  for (const item of items) {
    tasks.push(context.df.callActivity("name", item));
  }
  const results: string[] = yield context.df.Task.all(tasks);
  return results;
};
df.app.orchestration("orchestrator", orchestrator);

df.app.activity('sayHello', {
  handler: async (name: string, context: InvocationContext): Promise<string> => {
    return \`Hello \${name}!\`;
  },
});

const httpStart: HttpHandler = async (request: HttpRequest, context: InvocationContext): Promise<HttpResponse> => {
  const client = df.getClient(context);
  const body = await request.json();
  const instanceId: string = await client.startNew(request.params.orchestratorName, { input: body });
  await client.raiseEvent(instanceId, "Approval", true);
  const status = await client.getStatus(instanceId);
  context.log(\`Started orchestration with ID = '\${instanceId}'.\`);
  return { status: 200, jsonBody: status };
  return client.createCheckStatusResponse(request, instanceId);
};

app.http("Start", {
  route: "orchestrators/{orchestratorName}",
  methods: ["GET", "POST"],
  authLevel: "anonymous",
  extraInputs: [df.input.durableClient()],
  handler: httpStart,
});
`

const project = {
  v: 1,
  n: 'Hello Cities',
  f: {
    'function_app.py': python,
    'requirements.txt': 'azure-functions\nazure-functions-durable\n',
    'tsconfig.json': tsconfig,
    'package.json': packageJson,
    'local.settings.json': localSettings,
    'host.json': hostJson,
    'src/functions/index.ts': code,
    'src/functions/index.js': '',
  },
  c: '',
}

export const linkDictionary1: Uint8Array = new TextEncoder().encode(JSON.stringify(project))
