import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import type { SourceFile } from '#durable/build.ts'
import type { Selection } from '#durable/selection.ts'
import type { Episode } from '#durable/trace.ts'
import { buildOf } from '#project/builds.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { isFinal } from '#durable/instance.ts'
import type { LineMark } from '../editor/line-mark.ts'
import type { Look } from '../inspection/look.ts'
import { firstFile } from './first-file.ts'
import { type Followed, nobody } from './follow.ts'
import { episodeOf, lineMarks } from './line-marks.ts'

interface CodeWorld {
  readonly playground: PlaygroundDb
  readonly projectId: string | null
  readonly files: readonly SourceFile[]
  readonly wanted: string | undefined
  readonly followed: Followed | undefined
  readonly selection: Selection | null
  readonly look: Look
}

/** The code to show: today's files, or the build of the selected episode where that ran other code. */
export interface ShownCode {
  readonly files: readonly SourceFile[]
  readonly path: string
  readonly marks: readonly LineMark[]
  readonly isPast: boolean
}

export function useCode({ playground, projectId, files, wanted, followed, selection, look }: CodeWorld): ShownCode {
  const run = followed ?? nobody
  const episode = episodeOf(run, selection)
  const buildId = episode?.build
  const build = useLiveQuery(
    async () => (projectId === null || buildId === undefined ? undefined : buildOf(playground, projectId, buildId)),
    [playground, projectId, buildId],
  )
  const isChosen = selection?.episode !== undefined || selection?.event !== undefined
  return useMemo(() => {
    const path = textOf(files, wanted) === undefined ? firstFile(files) : (wanted ?? '')
    const ran = build === undefined || wanted === undefined ? undefined : textOf(build.files, wanted)
    const isPast = isChosen && ran !== undefined && ran !== textOf(files, wanted)
    const shown = isPast && wanted !== undefined ? wanted : path
    const isAsRun = build !== undefined && textOf(build.files, shown) === textOf(isPast ? build.files : files, shown)
    const marks = episode === undefined || !isAsRun ? [] : marksOf(run, episode, look, shown)
    return { files: isPast && build !== undefined ? build.files : files, path: shown, marks, isPast }
  }, [files, wanted, build, episode, run, isChosen, look])
}

/** What a replay told of every line; until it has, what the trace tells of the yields. */
function marksOf(run: Followed, episode: Episode, look: Look, file: string): readonly LineMark[] {
  if (look.phase !== 'seen' || look.moment.episode !== episode) return lineMarks(run, episode, file)
  const { seen, moment } = look
  const { episodes, history, instance } = run
  const isNow = moment.position === history.length && instance !== null && !isFinal(instance.status)
  return seen.heat(moment, episodes, file, isNow)
}

function textOf(files: readonly SourceFile[], path: string | undefined): string | undefined {
  return files.find((file) => file.path === path)?.text
}
