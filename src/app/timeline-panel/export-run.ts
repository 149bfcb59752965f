import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { RunFile } from '#durable/run-file.ts'
import type { Episode } from '#durable/trace.ts'
import { mermaidText } from '#timeline/export/mermaid.ts'
import { paintSheet, type Sheet, sheetSize } from '#timeline/export/sheet.ts'
import { svgPen } from '#timeline/export/svg-pen.ts'
import { canvasPen } from '#timeline/paint/pen.ts'
import type { Scene } from '#timeline/paint/scene.ts'
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
  if (blob !== null) save(blob, `${fileName(exported.instance)}.${endings[kind]}`)
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
      return new Blob([svgOf(sheetOf(scene, instance))], { type: 'image/svg+xml' })
    case 'png':
      return pngOf(sheetOf(scene, instance))
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

function svgOf(sheet: Sheet): string {
  const { width, height } = sheetSize(sheet)
  const measure = canvasPen(contextOf(new OffscreenCanvas(1, 1)))
  const pen = svgPen((text) => measure.textWidth(text))
  paintSheet(pen, sheet)
  return pen.document(width, height)
}

/** Twice as fine as the screen, where a canvas may be so large. */
async function pngOf(sheet: Sheet): Promise<Blob> {
  const { width, height } = sheetSize(sheet)
  const ratio = height > MOST_FINE_HEIGHT ? 1 : 2
  const canvas = new OffscreenCanvas(Math.ceil(width * ratio), Math.ceil(height * ratio))
  const context = contextOf(canvas)
  context.scale(ratio, ratio)
  paintSheet(canvasPen(context), sheet)
  return canvas.convertToBlob({ type: 'image/png' })
}

const MOST_FINE_HEIGHT = 8000

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser has no canvas to draw the picture on.')
  return context
}

function fileName({ name, instanceId }: Instance): string {
  return `${name}-${instanceId}`.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 100)
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
