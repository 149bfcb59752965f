import { settingsOf } from '#durable/app-settings.ts'
import type { Build } from '#durable/build.ts'
import type { ClockState } from '#durable/clock-mode.ts'
import type { LanguageCalls } from '#wire/language-calls.ts'

/** A build as a language worker is to load it. */
export function loadAsk(build: Build, base: string, clock: ClockState): LanguageCalls['load']['ask'] {
  return { build: build.id, modules: build.modules, entries: build.entries, env: envOf(build, base), clock }
}

/** What `process.env` and `os.environ` hold for a build's code: `base` is the app's own address. */
export function envOf({ files }: Build, base: string): Readonly<Record<string, string>> {
  return { WEBSITE_HOSTNAME: new URL(base).host, ...settingsOf(files).env }
}
