import type { Build } from '#durable/build.ts'
import type { Inspection } from '#durable/inspection.ts'
import { buildOf } from '#project/builds.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { i18n } from '../i18n/i18n.ts'
import type { HostAccess } from '../session/host-access.ts'
import { heatOf } from './heat.ts'
import type { Question, Seen } from './look.ts'
import { covers } from './standing.ts'
import { standAt } from './variables.ts'

/** Asks the project's host. A build is compiled again for it, and sent, only when the host does not have it. */
export function inspectorOf(hosts: HostAccess, playground: PlaygroundDb, projectId: string) {
  let compiled: Build | undefined

  async function toLookAt(buildId: string): Promise<Build> {
    if (compiled?.id === buildId) return compiled
    if (buildId === '') throw new Error(i18n._('Your code did not come so far through this history.'))
    const build = await buildOf(playground, projectId, buildId)
    if (build === undefined) throw new Error(i18n._('The code that ran then is not kept any more.'))
    const { inspectedBuild } = await import('#compile/inspected-build.ts')
    compiled = inspectedBuild(build)
    return compiled
  }

  return async ({ build: buildId, replay, ...about }: Question): Promise<Seen> => {
    const ask = { ...about, buildId, build: null, isReplay: replay !== undefined }
    const answer = await hosts.call(projectId, 'inspect', ask)
    if (!('needBuild' in answer)) return seenIn(answer)
    const again = await hosts.call(projectId, 'inspect', { ...ask, build: await toLookAt(buildId) })
    if ('needBuild' in again) throw new Error('The host asks for code that it has just been sent.')
    return seenIn(again)
  }
}

function seenIn(inspection: Inspection): Seen {
  return {
    heat: (moment, episodes, file, isNow) => heatOf({ inspection, episodes, moment, isNow }, file),
    stand: ({ position }) => standAt(inspection, position),
    covers: ({ position }) => covers(inspection, position),
  }
}
