import type { FindingCause } from './finding.ts'

/**
 * What of Python an orchestrator cannot rely on, by its full name: `module.*` stands for all functions of a module (its
 * classes have names of their own here), `name()` for a call without arguments. One table for what is read in the text
 * and for what is seen while it runs.
 */
export const pythonUses: Readonly<Record<string, FindingCause>> = {
  ...all('clock', 'datetime.datetime', ['now', 'utcnow', 'today']),
  ...all('clock', 'datetime.date', ['today']),
  ...all('clock', 'time', ['time', 'time_ns', 'monotonic', 'monotonic_ns', 'perf_counter', 'perf_counter_ns']),
  ...all('clock', 'time', ['process_time', 'localtime()', 'gmtime()', 'ctime()', 'asctime()']),
  ...all('random', 'random', ['*']),
  ...all('random', 'secrets', ['*']),
  ...all('random', 'os', ['urandom']),
  ...all('uuid', 'uuid', ['uuid1', 'uuid4']),
  ...all('timer', 'time', ['sleep']),
  ...all('network', 'requests', ['*']),
  ...all('network', 'requests.Session', ['request', 'get', 'post', 'put', 'patch', 'delete', 'head', 'options']),
  ...all('network', 'urllib.request', ['*']),
  ...all('network', 'http.client', ['HTTPConnection', 'HTTPSConnection']),
  ...all('network', 'socket', ['socket', 'create_connection']),
  ...all('async', 'asyncio', ['sleep', 'run', 'gather', 'create_task', 'wait', 'wait_for', 'to_thread']),
  ...all('async', 'threading', ['Thread', 'Timer']),
  ...all('async', 'concurrent.futures', ['ThreadPoolExecutor', 'ProcessPoolExecutor']),
  open: 'io',
  input: 'io',
  ...all('io', 'subprocess', ['*', 'Popen']),
  ...all('io', 'os', ['listdir', 'scandir', 'stat', 'remove', 'mkdir', 'makedirs', 'rename', 'unlink']),
  ...all('io', 'pathlib.Path', ['open', 'read_text', 'read_bytes', 'write_text', 'write_bytes', 'exists', 'is_file']),
  ...all('io', 'pathlib.Path', ['is_dir', 'iterdir', 'glob', 'rglob', 'stat', 'mkdir', 'touch', 'rename', 'unlink']),
}

/** The cause, if any, of a name that code uses: it may be any. */
export function pythonUse(name: string): FindingCause | undefined {
  return Object.hasOwn(pythonUses, name) ? pythonUses[name] : undefined
}

function all(cause: FindingCause, module: string, names: readonly string[]): Record<string, FindingCause> {
  return Object.fromEntries(names.map((name) => [`${module}.${name}`, cause]))
}
