import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 100

/** Runs `work` while no other process runs work under the same lock file. A lock whose process is gone is taken over. */
export async function withLock(file: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(dirname(file), { recursive: true })
  while (!take(file)) await sleep(POLL_MS)
  try {
    await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (!isHeld(file)) rmSync(file, { force: true })
    return false
  }
}

function isHeld(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    if (pid === 0) return true // being written
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Only then: a lock that is gone by now may be another's by the next line.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
