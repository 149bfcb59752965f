import { build } from 'vite'
import { root } from './paths.ts'

/** Builds again whenever a source changes, until the process ends. */
export async function watchBuild(): Promise<void> {
  await build({ root, build: { watch: {} } })
}
