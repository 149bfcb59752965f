import type { Build } from '#durable/build.ts'
import type { Inspection } from '#durable/inspection.ts'
import { buildOf } from '#project/builds.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import type { HostAccess } from '../session/host-access.ts'

/** Which execution, under which build, and around which position of its history. */
export interface Question {
  readonly instanceId: string
  readonly executionId: string
  readonly build: string
  readonly position: number
  readonly until: number
}

/** The build that ran then is kept no more: nothing can be replayed with it. */
export class NoSuchBuildError extends Error {
  override readonly name = 'NoSuchBuildError'
}

/** Asks the project's host. A build is compiled again for it, and sent, only when the host does not have it. */
export function inspectorOf(hosts: HostAccess, playground: PlaygroundDb, projectId: string) {
  let compiled: Build | undefined

  async function toLookAt(buildId: string): Promise<Build> {
    if (compiled?.id === buildId) return compiled
    const build = await buildOf(playground, projectId, buildId)
    if (build === undefined) throw new NoSuchBuildError()
    const { inspectedBuild } = await import('#compile/inspected-build.ts')
    compiled = inspectedBuild(build)
    return compiled
  }

  return async ({ build: buildId, ...about }: Question): Promise<Inspection> => {
    const ask = { ...about, buildId, build: null }
    const answer = await hosts.call(projectId, 'inspect', ask)
    if (!('needBuild' in answer)) return answer
    const again = await hosts.call(projectId, 'inspect', { ...ask, build: await toLookAt(buildId) })
    if ('needBuild' in again) throw new Error('The host asks for code that it has just been sent.')
    return again
  }
}
