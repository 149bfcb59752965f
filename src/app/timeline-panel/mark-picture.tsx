import { useEffect, useRef } from 'react'
import type { CssPx } from '#base/units.ts'
import { AXIS_HEIGHT } from '#timeline/paint/pen.ts'
import { paint } from '#timeline/paint/paint.ts'
import { type Picture, sceneOf } from '#timeline/paint/picture.ts'
import { type MarkExample, pictureOf } from '#timeline/paint/mark-examples.ts'
import { useCanvasTheme } from './read-theme.ts'
import { sceneWords } from './scene-words.ts'
import styles from './marks.module.css'
import { penFor } from './use-canvases.ts'

interface MarkPictureProps {
  readonly example: MarkExample
  readonly width: number
  readonly label: string
}

/** One example of a mark, drawn by the painter of the timeline. The axis is cut off where it says nothing of the mark. */
export function MarkPicture({ example, width, label }: MarkPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useCanvasTheme()
  const rows = heightOf(example)
  const cutOff = example.folds === undefined ? AXIS_HEIGHT : 0
  const height = rows + AXIS_HEIGHT
  useEffect(() => {
    if (theme === null) return
    const scene = sceneOf({ ...pictureOf(example), width: width as CssPx, theme, words: sceneWords() })
    const pen = penFor(canvas.current, { width: width as CssPx, height: height as CssPx })
    if (pen) paint(pen, scene)
  }, [example, theme, width, height])
  return (
    <span className={styles['mark']} style={{ inlineSize: width, blockSize: height - cutOff }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        style={{ inlineSize: width, blockSize: height, marginBlockStart: -cutOff }}
      />
    </span>
  )
}

function heightOf(example: MarkExample): number {
  const theme = {} as Picture['theme'] // nothing is painted to find out how high it will be
  const scene = sceneOf({ ...pictureOf(example), width: 100 as CssPx, theme, words: sceneWords() })
  return scene.layout.height
}
