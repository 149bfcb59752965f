import type { Faulty } from './faulty-orchestrators.ts'

/** `Later` moves the clock and the settings on; `deadline` lies between before and after it. */
const late = (test: string) => `
deadline = context.get_input() / 1000
is_late = ${test}  # !
yield context.call_activity("B" if is_late else "A")
yield context.call_activity("Later")`

const twice = (input: string) => `
yield context.call_activity("A", ${input})  # !
yield context.call_activity("B")`

const now = 'Use context.current_utc_datetime'
const draw = 'Draw it in an activity'
const seed = 'Seed it from context.new_uuid'
const setting = 'Read it in an activity'
const timer = 'Use a durable timer'

const noneWaits = 'yield context.call_activity("A")'

/**
 * The table of faulty orchestrators for Python. `code` is the body of the orchestrator, of the v2 model; after `v1:` of the
 * v1 model, and after `app:` it is all that follows the app's head.
 */
export const faultyPython: Readonly<Record<string, Faulty>> = {
  'time.time()': { code: late('time.time() > deadline'), kind: 'parted', cause: 'clock', fix: now },
  'datetime.now() of a time zone': {
    code: late('datetime.now(timezone.utc).timestamp() > deadline'),
    kind: 'parted',
    cause: 'clock',
    fix: now,
  },
  'datetime.utcnow() held against another without a time zone': {
    code: late('datetime.utcnow() > datetime.utcfromtimestamp(deadline)'),
    kind: 'parted',
    cause: 'clock',
    fix: `${now}, without its time zone`,
  },
  'datetime.now() in the v1 model': {
    code: `v1:${late('datetime.now().timestamp() > deadline')}`,
    kind: 'parted',
    cause: 'clock',
    fix: now,
  },
  'time.monotonic()': { code: twice('time.monotonic()'), kind: 'passed', cause: 'clock', fix: now },
  'time.time_ns()': { code: twice('time.time_ns()'), kind: 'passed', cause: 'clock', fix: now },
  'date.today()': { code: twice('date.today().isoformat()'), kind: 'at risk', cause: 'clock', fix: now },
  'time.ctime()': { code: twice('time.ctime()'), kind: 'at risk', cause: 'clock', fix: now },
  'the clock in a helper of another file': {
    code: 'from helpers import is_after\nyield context.call_activity("B" if is_after(context.get_input() / 1000) else "A")\nyield context.call_activity("Later")',
    files: { 'helpers.py': 'import time\ndef is_after(deadline):\n    return time.time() > deadline  # !\n' },
    kind: 'parted',
    cause: 'clock',
    fix: {
      code: 'from helpers import is_after\nyield context.call_activity("B" if is_after(context.current_utc_datetime, context.get_input() / 1000) else "A")\nyield context.call_activity("Later")',
      files: { 'helpers.py': 'def is_after(now, deadline):\n    return now.timestamp() > deadline\n' },
    },
  },
  'random.random()': { code: twice('random.random()'), kind: 'passed', cause: 'random', fix: draw },
  'random.choice() of what the code knows': {
    code: `choices = list(range(1_000_000))${twice('random.choice(choices)')}`,
    kind: 'passed',
    cause: 'random',
    fix: draw,
  },
  'random.random() in a comprehension': {
    code: twice('[random.random() for _ in range(2)]'),
    kind: 'passed',
    cause: 'random',
    fix: seed,
  },
  'random.shuffle()': {
    code: `order = list(range(1_000))\nrandom.shuffle(order)  # !\nyield context.call_activity("A", order)\nyield context.call_activity("B")`,
    kind: 'passed',
    cause: 'random',
    fix: seed,
  },
  'chance in the v1 model, imported by its name': {
    code: `v1:${twice('randint(1, 2**60)')}`,
    kind: 'passed',
    cause: 'random',
    fix: seed,
  },
  'chance in a helper that yields': {
    code: `app:
def first(context):
    key = random.random()  # !
    return (yield context.call_activity("A", key))

@app.orchestration_trigger(context_name="context")
def Odd(context):
    one = yield from first(context)
    return [one, (yield context.call_activity("B"))]`,
    kind: 'passed',
    cause: 'random',
    fix: draw,
  },
  'secrets.token_hex()': { code: twice('secrets.token_hex()'), kind: 'passed', cause: 'random', fix: draw },
  'secrets.randbits()': { code: twice('secrets.randbits(60)'), kind: 'passed', cause: 'random', fix: draw },
  'os.urandom() as text': { code: twice('os.urandom(8).hex()'), kind: 'passed', cause: 'random', fix: draw },
  'uuid.uuid4()': { code: twice('str(uuid.uuid4())'), kind: 'passed', cause: 'uuid', fix: 'Use context.new_guid' },
  'uuid1 of its module': { code: twice('uuid1().hex'), kind: 'passed', cause: 'uuid', fix: 'Use context.new_guid' },
  'os.getenv()': { code: late('os.getenv("MODE") == "late"'), kind: 'parted', cause: 'environment', fix: setting },
  'os.environ[…]': {
    code: late('os.environ["MODE"] == "late"'),
    kind: 'parted',
    cause: 'environment',
    fix: setting,
  },
  'os.environ.get()': {
    code: late('os.environ.get("MODE", "early") == "late"'),
    kind: 'parted',
    cause: 'environment',
    fix: setting,
  },
  'a setting in the v1 model': {
    code: `v1:${late('os.environ["MODE"] == "late"')}`,
    kind: 'parted',
    cause: 'environment',
    fix: { code: `v1:${noneWaits}` },
  },
  'time.sleep()': {
    code: `time.sleep(0.01)  # !\n${noneWaits}`,
    kind: 'at risk',
    cause: 'timer',
    fix: timer,
  },
  'time.sleep() in the v1 model': {
    code: `v1:time.sleep(0.01)  # !\n${noneWaits}`,
    kind: 'at risk',
    cause: 'timer',
    fix: timer,
  },
  'requests.get()': {
    code: 'answer = requests.get("http://localhost:7071/api/nothing")  # !\nyield context.call_activity("A", str(answer))',
    kind: 'code failed',
    cause: 'network',
    fix: 'Use context.call_http',
  },
  'a session of requests': {
    code: 'with requests.Session() as session:\n    session.get("http://localhost:7071/api/nothing")  # !\nyield context.call_activity("A")',
    kind: 'code failed',
    cause: 'network',
    fix: { code: noneWaits },
  },
  'urllib.request.urlopen()': {
    code: 'urllib.request.urlopen("http://localhost:7071/api/nothing")  # !\nyield context.call_activity("A")',
    kind: 'code failed',
    cause: 'network',
    fix: { code: noneWaits },
  },
  'http.client': {
    code: `connection = http.client.HTTPConnection("localhost")  # !\n${noneWaits}`,
    kind: 'at risk',
    cause: 'network',
    fix: { code: noneWaits },
  },
  'open()': {
    code: `with open("host.json") as file:  # !\n    text = file.read()\nyield context.call_activity("A", text)`,
    files: { 'host.json': '{ "version": "2.0" }' },
    kind: 'at risk',
    cause: 'io',
    fix: { code: noneWaits },
  },
  'a file by its path': {
    code: `text = Path("host.json").read_text()  # !\nyield context.call_activity("A", text)`,
    files: { 'host.json': '{ "version": "2.0" }' },
    kind: 'at risk',
    cause: 'io',
    fix: { code: noneWaits },
  },
  'what is in a folder': {
    code: `folder = Path(".")\nnames = sorted(each.name for each in folder.iterdir()) + os.listdir(".")  # !\nyield context.call_activity("A", names)`,
    files: { 'host.json': '{ "version": "2.0" }' },
    kind: 'at risk',
    cause: 'io',
    fix: { code: noneWaits },
  },
  'input()': {
    code: `name = input()  # !\nyield context.call_activity("A", name)`,
    kind: 'code failed',
    cause: 'io',
    fix: { code: noneWaits },
  },
  'a thread': {
    code: `threading.Thread(target=print).start()  # !\n${noneWaits}`,
    kind: 'code failed',
    cause: 'async',
    fix: { code: noneWaits },
  },
  'asyncio.sleep() that is yielded': {
    code: `yield asyncio.sleep(0.01)  # !`,
    kind: 'code failed',
    cause: 'async',
    isUnseen: true,
    fix: timer,
  },
  'asyncio.gather()': {
    code: 'return (yield asyncio.gather(context.call_activity("A"), context.call_activity("B")))  # !',
    kind: 'code failed',
    cause: 'async',
    fix: 'Use context.task_all',
  },
  'an async def': {
    code: `app:
@app.orchestration_trigger(context_name="context")
async def Odd(context: df.DurableOrchestrationContext):  # !
    first = await context.call_activity("A")
    await asyncio.sleep(0.01)
    return [first, await context.call_activity("B")]`,
    kind: 'code failed',
    cause: 'async',
    isUnseen: true,
    fix: 'Make it a def',
  },
  'a variable of the module': {
    code: `app:
runs = 0
@app.orchestration_trigger(context_name="context")
def Odd(context):
    global runs
    runs += 1  # !
    yield context.call_activity("B" if context.is_replaying else "A")`,
    kind: 'parted',
    cause: 'state',
    fix: { code: noneWaits },
  },
  'a dictionary of the module that an activity fills': {
    code: `app:
names = {}
@app.activity_trigger(input_name="x")
def Fill(x):
    names["next"] = "B"
@app.orchestration_trigger(context_name="context")
def Odd(context):
    name = names.get("next", "A")  # !
    yield context.call_activity(name)
    yield context.call_activity("Fill")`,
    kind: 'parted',
    cause: 'state',
    fix: { code: 'yield context.call_activity("A")\nyield context.call_activity("Later")' },
  },
  'a list of the module that the orchestrator fills': {
    code: `app:
seen = []
@app.orchestration_trigger(context_name="context")
def Odd(context):
    seen.append(1)  # !
    yield context.call_activity("A")`,
    kind: 'at risk',
    cause: 'state',
    fix: { code: noneWaits },
  },
  'an activity that does not exist': {
    code: 'yield context.call_activity("Helo", "x")  # !',
    kind: 'hangs',
    cause: 'unknown-activity',
    fix: "Call 'Hello'",
  },
  'an activity that does not exist in the v1 model': {
    code: "v1:yield context.call_activity('Helo', 'x')  # !",
    kind: 'hangs',
    cause: 'unknown-activity',
    fix: "Call 'Hello'",
  },
  'an orchestrator that does not exist': {
    code: 'yield context.call_sub_orchestrator("Chid")  # !',
    kind: 'hangs',
    cause: 'unknown-orchestrator',
    fix: "Call 'Child'",
  },
  'a task that is never yielded': {
    code: 'context.call_activity("A")  # !\nyield context.call_activity("B")',
    kind: 'hangs',
    cause: 'not-yielded',
    fix: 'Yield it',
  },
  'a timer that is never yielded': {
    code: 'context.create_timer(context.current_utc_datetime)  # !\nyield context.call_activity("B")',
    kind: 'hangs',
    cause: 'not-yielded',
    fix: 'Yield it',
  },
  'a signal that is yielded': {
    code: 'yield context.signal_entity(df.EntityId("none", "k"), "x")  # !',
    kind: 'hangs',
    cause: 'nothing-to-yield',
    fix: 'Do not yield it',
  },
  'a custom status that is yielded': {
    code: 'yield context.set_custom_status("x")  # !',
    kind: 'hangs',
    cause: 'nothing-to-yield',
    fix: 'Do not yield it',
  },
  'the end of the process': {
    code: 'yield context.call_activity("A")\nraise SystemExit(3)  # !',
    kind: 'code failed',
    cause: 'thrown',
    fix: { code: noneWaits },
  },
  'an error of its own': {
    code: 'yield context.call_activity("A")\nraise ValueError("No order of that number.")  # !',
    kind: 'code failed',
    cause: 'thrown',
    fix: { code: noneWaits },
  },
}
