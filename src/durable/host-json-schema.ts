import type { SettingsSchema } from './settings-schema.ts'

const span = (description: string, fallback: string): SettingsSchema => ({
  type: ['string', 'integer'],
  description,
  default: fallback,
  pattern: String.raw`^(?:-1|(?:\d+\.)?\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d{1,7})?)?)$`,
  patternErrorMessage: 'must be a time span such as "00:00:30"',
})
const whole = (description: string, fallback: number, minimum = 1, maximum?: number): SettingsSchema => ({
  type: 'integer',
  description,
  default: fallback,
  minimum,
  ...(maximum !== undefined && { maximum }),
})
const flag = (description: string, fallback: boolean): SettingsSchema => ({
  type: 'boolean',
  description,
  default: fallback,
})
const text = (description: string): SettingsSchema => ({ type: 'string', description })
const closed = (description: string, properties: Readonly<Record<string, SettingsSchema>>): SettingsSchema => ({
  type: 'object',
  description,
  properties,
  additionalProperties: false,
})
/** Of an extension or a feature that this host does not play: whatever it says is let be. */
const elsewhere = (description: string): SettingsSchema => ({
  type: 'object',
  description: `${description} Accepted, without effect here.`,
})

const level: SettingsSchema = {
  type: 'string',
  enum: ['Trace', 'Debug', 'Information', 'Warning', 'Error', 'Critical', 'None'],
}

const durableTask = closed('The Durable Functions extension.', {
  hubName: { ...text('The name of the task hub, as URLs show it.'), default: 'TestHubName' },
  defaultVersion: text('The version of instances that are started without one.'),
  versionMatchStrategy: { type: 'string', enum: ['None', 'Strict', 'CurrentOrOlder'] },
  versionFailureStrategy: { type: 'string', enum: ['Reject', 'Fail'] },
  storageProvider: {
    type: 'object',
    description: 'Where history is kept on Azure. Here it is kept in this browser, whatever it says.',
    properties: {
      type: { ...text('AzureStorage, azureManaged, mssql or Netherite.'), default: 'AzureStorage' },
      connectionName: text('The app setting with the connection string.'),
      connectionStringName: text('The app setting with the connection string.'),
      controlQueueBatchSize: whole('How many messages are taken from a control queue at once.', 32, 1, 32),
      controlQueueBufferThreshold: whole('How many messages are kept in memory.', 256, 1, 1000),
      controlQueueVisibilityTimeout: span('How long a taken message is invisible.', '00:05:00'),
      workItemQueueVisibilityTimeout: span('How long a taken message is invisible.', '00:05:00'),
      maxQueuePollingInterval: span('The longest time between two looks into a queue.', '00:00:30'),
      partitionCount: whole('How many control queues there are.', 4, 1, 16),
      fetchLargeMessagesAutomatically: flag('Whether large inputs and outputs are shown whole.', true),
      useLegacyPartitionManagement: flag('How partitions are spread.', false),
      useTablePartitionManagement: flag('How partitions are spread.', true),
    },
  },
  tracing: closed('What is traced.', {
    traceInputsAndOutputs: flag('Whether traces hold inputs and outputs.', false),
    traceReplayEvents: flag('Whether replays are traced.', false),
    distributedTracingEnabled: flag('Whether distributed traces are written.', false),
    distributedTracingProtocol: { type: 'string', enum: ['HttpCorrelationProtocol', 'W3CTraceContext'] },
    version: { type: 'string', enum: ['None', 'V1', 'V2'] },
    allowReplayEvents: flag('Whether replays are traced.', false),
  }),
  httpSettings: closed('Calls of orchestrators to the outside.', {
    defaultAsyncRequestSleepTimeMilliseconds: whole('How long to wait between two questions after a 202.', 30_000),
    useForwardedHost: flag('Whether URLs are built from the forwarded host.', false),
  }),
  notifications: elsewhere('Event Grid notifications.'),
  appLeaseOptions: elsewhere('Leases between regions.'),
  maxConcurrentActivityFunctions: whole('How many activities run at once. Here 64 unless it says otherwise.', 10),
  maxConcurrentOrchestratorFunctions: whole(
    'How many orchestrators run at once. Here without limit unless it says otherwise.',
    10,
  ),
  maxConcurrentEntityFunctions: whole(
    'How many entities run at once. Here without limit unless it says otherwise.',
    10,
  ),
  maxOrchestrationActions: whole('How many actions one orchestration may take.', 100_000),
  maxEntityOperationBatchSize: whole('How many operations an entity is given at once.', 50),
  maxGrpcMessageSizeInBytes: whole('The largest message between host and worker.', 4_194_304),
  grpcHttpClientTimeout: span('How long a call between host and worker may take.', '00:01:40'),
  localRpcEndpointEnabled: flag('Whether clients speak to the host directly.', true),
  extendedSessionsEnabled: flag('Whether orchestrators stay in memory. On Azure: in .NET alone.', false),
  extendedSessionIdleTimeoutInSeconds: whole('For how long they stay.', 30),
  overridableExistingInstanceStates: {
    type: 'string',
    enum: ['NonRunningStates', 'AnyState'],
    description: 'Of which instances the id may be used again.',
    default: 'NonRunningStates',
  },
  entityMessageReorderWindowInMinutes: whole('For how long messages to entities are put in order.', 30, 0),
  rollbackEntityOperationsOnExceptions: flag('Whether a failed operation leaves an entity as it was.', true),
  storeInputsInOrchestrationHistory: flag('Whether history holds the inputs of activities.', false),
  useAppLease: flag('Whether one app at a time runs the hub.', true),
  useGracefulShutdown: flag('Whether what runs may end when the host stops.', false),
  throwStatusExceptionsOnRaiseEvent: flag('Whether raising an event to nobody is an error.', true),
  maxQueuePollingInterval: span('The longest time between two looks into a queue.', '00:00:30'),
})

/** host.json of version 2.0: what Azure knows, and of that what this host honours. */
export const hostJsonSchema: SettingsSchema = closed('The settings of the Functions host.', {
  $schema: text('Where this schema is.'),
  version: { type: 'string', enum: ['2.0'], description: 'Always "2.0".', default: '2.0' },
  functionTimeout: span('How long a function may run. "-1" is without limit.', '00:30:00'),
  logging: closed('What the console shows.', {
    logLevel: {
      type: 'object',
      description: 'The least level by category: "default", "Host.Results", "Function", "Function.Hello.User" …',
      additionalProperties: level,
    },
    console: closed('The console.', {
      isEnabled: flag('Whether there is a console.', true),
      disableColors: flag('Whether it has no colours.', false),
      logLevel: { type: 'object', additionalProperties: level },
    }),
    fileLoggingMode: { type: 'string', enum: ['never', 'always', 'debugOnly'], default: 'debugOnly' },
    applicationInsights: elsewhere('Application Insights.'),
  }),
  extensionBundle: closed('Which extensions are loaded. Here they are built in.', {
    id: text('Microsoft.Azure.Functions.ExtensionBundle'),
    version: text('[4.*, 5.0.0)'),
  }),
  extensions: {
    type: 'object',
    description: 'The settings of triggers and bindings.',
    properties: {
      durableTask,
      http: closed('HTTP triggers.', {
        routePrefix: { ...text('What stands before every route.'), default: 'api' },
        maxOutstandingRequests: whole('How many requests may wait. Without effect here.', 200, -1),
        maxConcurrentRequests: whole('How many functions answer at once. Without effect here.', 100, -1),
        dynamicThrottlesEnabled: flag('Whether requests are refused under load. Without effect here.', false),
        hsts: elsewhere('Strict transport security.'),
        customHeaders: {
          type: 'object',
          description: 'Headers of every answer.',
          additionalProperties: { type: 'string' },
        },
      }),
      queues: closed('Storage queues.', {
        maxPollingInterval: span(
          'The longest time between two looks into a queue. Here a message is seen at once.',
          '00:01:00',
        ),
        visibilityTimeout: span('How long a message that failed is invisible.', '00:00:00'),
        batchSize: whole('How many messages are taken at once.', 16, 1, 32),
        maxDequeueCount: whole('After how many failures a message goes to the poison queue.', 5),
        newBatchThreshold: whole('The next are taken when no more than so many are under way.', 8, 0),
        messageEncoding: {
          type: 'string',
          enum: ['base64', 'none'],
          description: 'How messages lie in their queue.',
          default: 'base64',
        },
      }),
      blobs: closed('Storage blobs.', {
        maxDegreeOfParallelism: whole('How many blobs of a function are under way at once.', 8),
        poisonBlobThreshold: whole('After how many failures a blob is given up.', 5),
      }),
      tables: elsewhere('Storage tables.'),
      cosmosDB: elsewhere('Cosmos DB.'),
      dapr: elsewhere('Dapr.'),
      eventGrid: elsewhere('Event Grid.'),
      eventHubs: elsewhere('Event Hubs.'),
      kafka: elsewhere('Kafka.'),
      mcp: elsewhere('Model Context Protocol.'),
      rabbitMQ: elsewhere('RabbitMQ.'),
      sendGrid: elsewhere('SendGrid.'),
      serviceBus: elsewhere('Service Bus.'),
      signalR: elsewhere('SignalR.'),
      sql: elsewhere('Azure SQL.'),
      warmup: elsewhere('The warm-up trigger.'),
    },
  },
  concurrency: closed('How much runs at once.', {
    dynamicConcurrencyEnabled: flag('Whether the host finds out by itself. Without effect here.', false),
    snapshotPersistenceEnabled: flag('Whether it remembers. Without effect here.', true),
  }),
  aggregator: elsewhere('Summed-up results.'),
  applicationInsights: elsewhere('Application Insights.'),
  customHandler: elsewhere('Custom handlers.'),
  functions: {
    type: 'array',
    description: 'The functions to load; all when it is not there.',
    items: { type: 'string' },
  },
  healthMonitor: elsewhere('The health monitor.'),
  managedDependency: elsewhere('Managed dependencies.'),
  retry: elsewhere('Retries are a setting of each function.'),
  sendCanceledInvocationsToWorker: flag('Whether cancelled invocations are sent to the worker.', true),
  singleton: elsewhere('Locks between instances.'),
  telemetryMode: { type: 'string', enum: ['default', 'openTelemetry'] },
  watchDirectories: { type: 'array', items: { type: 'string' } },
  watchFiles: { type: 'array', items: { type: 'string' } },
})

/** local.settings.json, which Core Tools read. */
export const localSettingsSchema: SettingsSchema = closed('Settings of a developer’s machine.', {
  IsEncrypted: flag('Whether the values are encrypted. They must not be.', false),
  Values: {
    type: 'object',
    description: 'App settings, which code reads as environment variables.',
    additionalProperties: { type: ['string', 'integer', 'number', 'boolean', 'null'] },
    properties: {
      AzureWebJobsStorage: text('The storage account. Here it is in this browser.'),
      FUNCTIONS_WORKER_RUNTIME: { type: 'string', description: 'The language: node or python.' },
      FUNCTIONS_WORKER_PROCESS_COUNT: whole(
        'How many language workers there are. Each loads the whole app and has module variables of its own.',
        1,
        1,
        10,
      ),
      WEBSITE_TIME_ZONE: text('The time zone of timer triggers, such as Europe/Paris; UTC without it.'),
    },
  },
  Host: closed('Settings of Core Tools.', {
    LocalHttpPort: whole('The port. Here it is that of this page.', 7071, 1, 65_535),
    CORS: { ...text('The origins that may ask, separated by commas; * for all.'), default: '*' },
    CORSCredentials: flag('Whether they may send cookies.', false),
  }),
  ConnectionStrings: { type: 'object', description: 'For other frameworks; functions do not read them.' },
})
