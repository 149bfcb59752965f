import { samples } from '#samples/samples.ts'
import { type Files, type WholeApp, wholeApp } from './whole-app.ts'

/** The files of a sample, by path. */
export async function filesOf(sample: string): Promise<Files> {
  const files = await samples.find(({ id }) => id === sample)?.load()
  if (!files) throw new Error(`no sample ${sample}`)
  return Object.fromEntries(files.map(({ path, text }) => [path, text]))
}

/** A sample, on the virtual clock. */
export async function sampleApp(id: string): Promise<WholeApp> {
  const app = await wholeApp(await filesOf(id))
  await app.host.clock({ mode: 'virtual' })
  return app
}
