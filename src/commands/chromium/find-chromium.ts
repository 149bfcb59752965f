import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { chromium as playwright } from 'playwright-core'
import { root } from '../build/paths.ts'

const run = promisify(execFile)

/** The oldest Chromium that has what the app uses. */
const OLDEST = 130

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']

const MINUTE = 60_000

/** No Chromium could be had; the message lists what was tried. */
class NoChromiumError extends Error {
  override readonly name = 'NoChromiumError'
}

/**
 * The path of a Chromium that is new enough: `CHROMIUM_PATH`, one on the PATH, Playwright's own (fetched when it
 * can be), or as root the system's package. Fetching may take minutes. Throws a NoChromiumError.
 */
export async function findChromium(say: (line: string) => void): Promise<string> {
  const named = process.env['CHROMIUM_PATH']
  if (named) return checked(named)
  return (
    (await firstNewEnough(onPath())) ??
    (await firstNewEnough([playwright.executablePath()])) ??
    (await fromPlaywright(say)) ??
    (await fromApt(say)) ??
    fail('No Chromium was found on the PATH, and neither Playwright nor apt-get could fetch one.')
  )
}

async function checked(path: string): Promise<string> {
  const version = await versionOf(path)
  if (version === null) return fail(`CHROMIUM_PATH names ${path}, which is no Chromium that runs.`)
  if (version < OLDEST) return fail(`CHROMIUM_PATH names ${path}, which is version ${version}.`)
  return path
}

function fail(what: string): never {
  throw new NoChromiumError(`${what} Install Chromium ${OLDEST} or newer and set CHROMIUM_PATH to it.`)
}

async function fromPlaywright(say: (line: string) => void): Promise<string | null> {
  say('No Chromium here: fetching the one Playwright knows.')
  const cli = join(root, 'node_modules/playwright-core/cli.js')
  await tried(process.execPath, [cli, 'install', 'chromium'], MINUTE)
  return firstNewEnough([playwright.executablePath()])
}

async function fromApt(say: (line: string) => void): Promise<string | null> {
  if (process.getuid?.() !== 0) return null
  say('Playwright could not fetch one: asking apt-get for chromium.')
  await tried('apt-get', ['update'], 5 * MINUTE)
  await tried('apt-get', ['install', '-y', 'chromium'], 10 * MINUTE)
  return firstNewEnough(onPath())
}

/** Runs a command for what it leaves behind; whether it worked shows in what is found afterwards. */
async function tried(command: string, args: readonly string[], limitMs: number): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run(command, args, { timeout: limitMs, killSignal: 'SIGKILL', maxBuffer: 64 << 20, env }).catch(() => {})
}

function onPath(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter((path) => existsSync(path))
}

async function firstNewEnough(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) if (((await versionOf(path)) ?? 0) >= OLDEST) return path
  return null
}

/** The major version that a browser reports, or null when it does not run. */
async function versionOf(path: string): Promise<number | null> {
  const said = await run(path, ['--version'], { timeout: 15_000 }).catch(() => null)
  return said && majorVersion(said.stdout)
}

/** 156 from `Chromium 156.0.8078.79 built on Debian`; null when no version is named. */
export function majorVersion(said: string): number | null {
  const found = /(\d+)\.\d+\.\d+/.exec(said)
  return found?.[1] === undefined ? null : Number(found[1])
}
