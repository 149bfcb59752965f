/** A sample whose orchestrators are scrubbed: every one that has some, by the semantics it is there for. */
export interface SampleToScrub {
  readonly sample: string
  /** Where its orchestrators are. */
  readonly file: string
  readonly runs: readonly SampleRun[]
}

export interface SampleRun {
  /** What starts it. */
  readonly request: string
  readonly body?: unknown
  /** What it waits for, and is given. */
  readonly event?: { readonly name: string; readonly data: unknown }
  /** The places the code comes to, in order. */
  readonly stops: readonly Stop[]
}

/** Part of the line where the code stands, and the variables there: `name = value`, or the name alone where values differ. */
export type Stop = readonly [line: string, ...variables: string[]]

const hello = (city: string) => `"Hello ${city}!"`
const [tokyo, seattle, london] = ['Tokyo', 'Seattle', 'London'].map((city) => `${city.toLowerCase()} = ${hello(city)}`)
const cities = 'cities = [5] ["Tokyo", "Seattle", "London", "Paris", "Berlin"]'

const helloRuns: readonly SampleRun[] = [
  {
    request: 'POST /api/StartChaining',
    stops: [
      ["callActivity('sayHello', 'Tokyo')"],
      ["callActivity('sayHello', 'Seattle')", `${tokyo}`],
      ["callActivity('sayHello', 'London')", `${tokyo}`, `${seattle}`],
      ['return [tokyo, seattle, london]', `${tokyo}`, `${seattle}`, `${london}`],
    ],
  },
  {
    request: 'POST /api/StartFanOutFanIn',
    stops: [
      ['context.df.Task.all(', cities],
      ['return greetings', cities, 'greetings'],
    ],
  },
]

const job = ['jobId = "j1"', 'begunAt', 'giveUpAt']
const look: Stop = ["callActivity('jobStatus',", ...job]
const sleep: Stop = ['createTimer(nextLook)', ...job, 'status = "Running"', 'nextLook']
const alert: Stop = ["callActivity('sendAlert', jobId)", ...job, 'status = "Completed"']

const asked = (order: string): Stop[] => [
  ["callActivity('requestApproval', order)", `order = "${order}"`],
  ['Task.any([approval, timeout])', `order = "${order}"`, 'deadline', 'timeout', 'approval'],
]
const answered = ['deadline', 'timeout', 'approval', 'winner']

const wave = (first: number, resized: string): Stop => [
  'Task.all(wave)',
  'images = 10',
  resized,
  `first = ${first}`,
  'wave',
]
const images = (to: number) => Array.from({ length: to }, (_, i) => `"image ${i + 1}"`).join(', ')

const account = (key: string) => `EntityId { name: "account", key: "${key}" }`
const transfer = [
  'from = "ada"',
  'to = "bob"',
  'amount = 30',
  `source = ${account('ada')}`,
  `target = ${account('bob')}`,
]

const trip = 'trip = { city: "Oslo", refuses: "Car" }'
const [flight, hotel] = ['Flight', 'Hotel'].map(
  (service) => `{ service: "${service}", booking: "${service.toLowerCase()} in Oslo" }`,
)
const undone = [trip, `booked = [${hotel}, ${flight}]`, 'error']

/** The virtual clock lets all time pass, except where an event is to come first. */
export const samplesToScrub: readonly SampleToScrub[] = [
  { sample: 'hello-cities-typescript', file: 'src/functions/helloCities.ts', runs: helloRuns },
  { sample: 'hello-cities-javascript', file: 'src/functions/helloCities.js', runs: helloRuns },
  {
    sample: 'retry',
    file: 'src/functions/retry.ts',
    runs: [
      {
        request: 'POST /api/orders/o1/pay',
        stops: [
          ['callActivityWithRetry', 'policy', 'order'],
          ['callActivityWithRetry', 'policy', 'order'],
        ],
      },
    ],
  },
  {
    sample: 'sub-orchestration',
    file: 'src/functions/devices.ts',
    runs: [
      {
        request: 'POST /api/devices',
        stops: [
          ['Task.all(children)', 'devices = ["thermostat", "camera", "lock"]', 'children'],
          ['Task.all(children)', 'devices = ["thermostat", "camera", "lock"]', 'children'],
        ],
      },
    ],
  },
  {
    sample: 'async-http-api',
    file: 'src/functions/longJob.ts',
    runs: [
      {
        request: 'POST /api/films',
        stops: [
          ["callActivity('renderPart', part)", 'parts = []', 'part = 1'],
          ["callActivity('renderPart', part)", 'parts = ["part 1"]', 'part = 2'],
          ["callActivity('renderPart', part)", 'parts = ["part 1", "part 2"]', 'part = 3'],
          ["callActivity('renderPart', part)", 'parts = ["part 1", "part 2", "part 3"]', 'part = 4'],
          ['return parts', 'parts = [4] ["part 1", "part 2", "part 3", "part 4"]'],
        ],
      },
    ],
  },
  {
    sample: 'durable-http',
    file: 'src/functions/film.ts',
    runs: [
      {
        request: 'POST /api/films/alien',
        stops: [
          ['callHttp({', 'url'],
          ['return `${minutes} minutes`', 'url', 'answer', 'minutes = 94'],
        ],
      },
    ],
  },
  {
    sample: 'monitor',
    file: 'src/functions/monitor.ts',
    runs: [{ request: 'POST /api/jobs/j1/monitor', stops: [look, sleep, look, sleep, look, alert, alert] }],
  },
  {
    sample: 'human-interaction',
    file: 'src/functions/approval.ts',
    runs: [
      {
        request: 'POST /api/orders/late/approve',
        stops: [
          ...asked('late'),
          ["callActivity('escalate', order)", 'order = "late"', ...answered],
          ["callActivity('escalate', order)", 'order = "late"', ...answered],
        ],
      },
      {
        request: 'POST /api/orders/book/approve',
        event: { name: 'Approval', data: true },
        stops: [
          ...asked('book'),
          ["callActivity('ship', order)", 'order = "book"', ...answered],
          ["callActivity('ship', order)", 'order = "book"', ...answered],
        ],
      },
    ],
  },
  {
    sample: 'limited-parallelism',
    file: 'src/functions/resize.ts',
    runs: [
      {
        request: 'POST /api/images',
        stops: [
          wave(1, 'resized = []'),
          wave(4, `resized = [${images(3)}]`),
          wave(7, `resized = [6] [${images(6)}]`),
          wave(10, `resized = [9] [${images(9)}]`),
          ['return resized', 'images = 10', `resized = [10] [${images(10)}]`],
        ],
      },
    ],
  },
  {
    sample: 'critical-section',
    file: 'src/functions/transfer.ts',
    runs: [
      {
        request: 'POST /api/transfers',
        stops: [
          ['context.df.lock(source, target)', ...transfer],
          ["callEntity(source, 'get')", ...transfer, 'lock'],
          ["callEntity(source, 'add', -amount)", ...transfer, 'lock', 'balance = 100'],
          ["callEntity(target, 'add', amount)", ...transfer, 'lock', 'balance = 100', 'left = 70'],
          ['return { transferred: true', ...transfer, 'lock', 'balance = 100', 'left = 70', 'right = 130'],
        ],
      },
    ],
  },
  {
    sample: 'saga',
    file: 'src/functions/trip.ts',
    runs: [
      {
        request: 'POST /api/trips',
        body: { city: 'Oslo', refuses: 'Car' },
        stops: [
          ['callActivity(`book${service}`, trip)', trip, 'booked = []', 'service = "Flight"'],
          ['callActivity(`book${service}`, trip)', trip, `booked = [${flight}]`, 'service = "Hotel"'],
          ['callActivity(`book${service}`, trip)', trip, `booked = [${flight}, ${hotel}]`, 'service = "Car"'],
          ['callActivity(`cancel${service}`', ...undone, 'cancelled = []', 'service = "Hotel"', 'booking'],
          ['callActivity(`cancel${service}`', ...undone, 'cancelled = ["hotel in Oslo"]', 'service', 'booking'],
          ['return { cancelled, because', ...undone, 'cancelled = ["hotel in Oslo", "flight in Oslo"]'],
        ],
      },
    ],
  },
  {
    sample: 'eternal',
    file: 'src/functions/cleanup.ts',
    runs: [
      {
        request: 'POST /api/cleanup',
        stops: [
          ["callActivity('cleanUp', round)", 'round = 5'],
          ['return `${round} rounds`', 'round = 5'],
        ],
      },
    ],
  },
  {
    sample: 'singleton',
    file: 'src/functions/singleton.ts',
    runs: [
      {
        request: 'POST /api/reports/sales',
        event: { name: 'Publish', data: null },
        stops: [["waitForExternalEvent('Publish')"], ["return 'published'"]],
      },
    ],
  },
  {
    sample: 'versioned',
    file: 'src/functions/versioned.ts',
    runs: [
      {
        request: 'POST /api/welcome/Ada/2.0',
        stops: [
          ["callActivity('greetInFrench', name)", 'name = "Ada"'],
          ["callActivity('greetInFrench', name)", 'name = "Ada"'],
        ],
      },
    ],
  },
  {
    sample: 'hello-cities-python',
    file: 'function_app.py',
    runs: [
      {
        request: 'POST /api/StartChaining',
        stops: [
          ['call_activity("say_hello", "Tokyo")'],
          ['call_activity("say_hello", "Seattle")', "result1 = 'Hello Tokyo!'"],
          ['call_activity("say_hello", "London")', 'result1', "result2 = 'Hello Seattle!'"],
          ['return [result1, result2, result3]', 'result1', 'result2', "result3 = 'Hello London!'"],
        ],
      },
      {
        request: 'POST /api/StartFanOutFanIn',
        stops: [
          ['context.task_all(', "cities = ['Tokyo', 'Seattle', 'London', 'Paris', 'Berlin']", 'parallel_tasks'],
          ['return results', 'cities', 'parallel_tasks', 'results'],
        ],
      },
    ],
  },
]
