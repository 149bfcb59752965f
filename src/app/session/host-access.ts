import type { CrashPoint, Told, TrialRun } from '#durable/trial.ts'
import type { Connection } from '#wire/connect.ts'
import type { HostCalls } from '#wire/host-calls.ts'
import type { Answer, Ask } from '#wire/message.ts'

/** Starts (once) the host of a project, or finds the tab that has it, and connects to it. Heavy. */
export type OpenHost = (projectId: string) => Promise<Connection<HostCalls>>

/** Repeats runs in hubs of their own. */
export interface Trial {
  /** Rejects when the run comes to no end, or never to that moment. */
  repeat(run: TrialRun, crash: CrashPoint | null): Promise<Told>
  /** Ends it at once; what it was doing rejects. */
  end(): void
}

export type OpenTrial = () => Promise<Trial>

/** The way to the hosts of projects: each is opened by the first question to it. */
export interface HostAccess {
  call<K extends keyof HostCalls>(projectId: string, call: K, ask: Ask<HostCalls, K>): Promise<Answer<HostCalls, K>>
  /** Stops the project's host, if this page has had to do with it. */
  stop(projectId: string): Promise<void>
  openTrial: OpenTrial
}

export function hostAccess(openHost: OpenHost, openTrial: OpenTrial): HostAccess {
  const connections = new Map<string, Promise<Connection<HostCalls>>>()

  function connectionTo(projectId: string): Promise<Connection<HostCalls>> {
    const known = connections.get(projectId)
    if (known !== undefined) return known
    const opened = openHost(projectId)
    connections.set(projectId, opened)
    opened.catch(() => connections.delete(projectId)) // the next question tries again
    return opened
  }

  return {
    openTrial,
    async call(projectId, call, ask) {
      return (await connectionTo(projectId)).call(call, ask)
    },
    async stop(projectId) {
      if (connections.has(projectId)) await (await connectionTo(projectId)).call('stop', {})
    },
  }
}
