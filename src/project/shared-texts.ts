import { sha256 } from '#base/sha256.ts'
import type { Build, CompiledModule } from '#durable/build.ts'
import { APP_FILES } from '#durable/known-modules.ts'
import { packagePath } from '#durable/resolve-module.ts'
import type { PlaygroundDb, SharedText, StoredBuild } from './playground-db.ts'

/**
 * A build as it is stored, and the texts that it shares with others: those of packages, which may be megabytes and are
 * the same in every build, stand once in a table of their own.
 */
export async function split(build: Build): Promise<{ stored: StoredBuild; texts: readonly SharedText[] }> {
  const shared = await Promise.all(
    build.modules.filter(isShared).map(async (module) => ({ ...module, id: await sha256(module.code) })),
  )
  return {
    stored: {
      ...build,
      modules: build.modules.filter((module) => !isShared(module)),
      ...(shared.length > 0 && { shared: shared.map(({ path, id }) => ({ path, id })) }),
    },
    texts: shared.map(({ id, code }) => ({ id, code })),
  }
}

/** The build with the texts that it shares. Safe in a live query. */
export async function whole(db: PlaygroundDb, { shared, ...build }: StoredBuild): Promise<Build> {
  if (!shared) return build
  const texts = await db.sharedTexts.bulkGet(shared.map(({ id }) => id))
  return {
    ...build,
    modules: [...build.modules, ...shared.map(({ path }, i) => ({ path, code: texts[i]?.code ?? '' }))],
  }
}

/** Forgets the texts that no build has any more, in a transaction that has forgotten builds. */
export async function dropUnusedTexts(db: PlaygroundDb): Promise<void> {
  const used = new Set<string>()
  await db.builds.each(({ build: { shared = [] } }) => shared.forEach(({ id }) => used.add(id)))
  await db.sharedTexts
    .where('id')
    .noneOf([...used])
    .delete()
}

/** The app's own files, which `fs` begins with, are nobody else's. */
function isShared({ path }: CompiledModule): boolean {
  return path.startsWith('node_modules/') && path !== packagePath(APP_FILES)
}
