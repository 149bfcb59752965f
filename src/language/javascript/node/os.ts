// Node's `os`, as a function app on Azure (Linux) finds it, as far as a browser can tell.

export const EOL = '\n'
export const devNull = '/dev/null'

export const arch = () => 'x64'
export const machine = () => 'x86_64'
export const platform = () => 'linux'
export const type = () => 'Linux'
export const release = () => '5.10.0'
export const version = () => ''
export const endianness = () => 'LE'

export const hostname = () => 'localhost'
export const homedir = () => '/home'
export const tmpdir = () => '/tmp'
export const userInfo = () => ({ username: 'app', uid: 1000, gid: 1000, shell: null, homedir: homedir() })

export const uptime = () => performance.now() / 1000
export const loadavg = () => [0, 0, 0]
export const totalmem = () => 0
export const freemem = () => 0
export const networkInterfaces = () => ({})

export const availableParallelism = () => navigator.hardwareConcurrency

export function cpus(): object[] {
  const times = { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 }
  return Array.from({ length: availableParallelism() }, () => ({ model: '', speed: 0, times }))
}
