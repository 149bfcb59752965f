import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { RunFile } from '#durable/run-file.ts'
import type { Episode } from '#durable/trace.ts'
import { mermaidText } from '#timeline/export/mermaid.ts'
import { paintSheet, type Sheet, sheetSize } from '#timeline/export/sheet.ts'
import type { Scene } from '#timeline/paint/scene.ts'
import type { Drawing } from '../pictures/drawing.ts'
import { fileNameOf, pngFile, saveFile, svgFile } from '../pictures/picture-file.ts'
import { groupTitle, summaryOf } from './describe-span.ts'
import type { ExportKind } from './view-menu.tsx'

interface Exported {
  readonly scene: Scene
  readonly instance: Instance
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  readonly readRun: (() => Promise<RunFile>) | undefined
}

/** Makes a file of the run and hands it to the browser to save. */
export async function exportRun(kind: ExportKind, exported: Exported): Promise<void> {
  const blob = await blobOf(kind, exported)
  const { name, instanceId } = exported.instance
  if (blob !== null) saveFile(blob, `${fileNameOf(name, instanceId)}.${endings[kind]}`)
}

const endings: Readonly<Record<ExportKind, string>> = {
  svg: 'svg',
  png: 'png',
  mermaid: 'mmd',
  history: 'history.json',
  run: 'run.json',
}

async function blobOf(kind: ExportKind, { scene, instance, history, readRun }: Exported): Promise<Blob | null> {
  switch (kind) {
    case 'svg':
      return svgFile(drawingOf(sheetOf(scene, instance)))
    case 'png':
      return pngFile(drawingOf(sheetOf(scene, instance)))
    case 'mermaid':
      return new Blob([mermaidOf(scene, instance)], { type: 'text/plain' })
    case 'history':
      return jsonOf(history)
    case 'run':
      return readRun === undefined ? null : jsonOf(await readRun())
  }
}

function jsonOf(value: unknown): Blob {
  return new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: 'application/json' })
}

function sheetOf(scene: Scene, { name, instanceId, status }: Instance): Sheet {
  return {
    scene,
    title: `${summaryOf(name, 80)} · ${status} · ${instanceId}`,
    labelOf: ({ group, run }) => groupTitle(group, run.name),
  }
}

function mermaidOf({ layout, now }: Scene, { name, instanceId }: Instance): string {
  const [run] = layout.runs
  if (run === undefined) return ''
  return mermaidText(`${name} ${instanceId}`, run.model, now, (group) => groupTitle(group, run.name))
}

function drawingOf(sheet: Sheet): Drawing {
  return { ...sheetSize(sheet), paint: (pen) => paintSheet(pen, sheet) }
}
