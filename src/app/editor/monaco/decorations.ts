import type { Diagnostic } from '#durable/build.ts'
import { shownText, type LineMark } from '../line-mark.ts'
import { monaco } from './monaco.ts'
import styles from './marks.module.css'

/** A mark as colour over its whole line and words behind the line's end. */
export function decorationsOf(marks: readonly LineMark[], model: monaco.editor.ITextModel) {
  return marks.filter(({ line }) => line <= model.getLineCount()).map((mark) => decorationOf(mark, model))
}

function decorationOf(mark: LineMark, model: monaco.editor.ITextModel): monaco.editor.IModelDeltaDecoration {
  const className = styles[mark.kind] ?? ''
  const end = model.getLineMaxColumn(mark.line)
  const text = shownText(mark)
  return {
    range: new monaco.Range(mark.line, end, mark.line, end),
    options: {
      isWholeLine: true,
      showIfCollapsed: true,
      // The selected line is barred in the margin alone: its ground is that of what it did.
      ...(mark.kind !== 'current' && { className }),
      marginClassName: className,
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
      ...(text !== undefined && {
        after: {
          content: text,
          inlineClassName: styles['said'] ?? '',
          cursorStops: monaco.editor.InjectedTextCursorStops.None,
        },
      }),
    },
  }
}

/** How often a line ran, in the margin before its number. */
export function countWidget({ line, count = 0 }: LineMark): monaco.editor.IGlyphMarginWidget {
  const node = document.createElement('span')
  node.className = styles['count'] ?? ''
  node.textContent = `${count}×`
  return {
    getId: () => `count-${line}`,
    getDomNode: () => node,
    getPosition: () => ({
      lane: monaco.editor.GlyphMarginLane.Left,
      zIndex: 1,
      range: new monaco.Range(line, 1, line, 1),
    }),
  }
}

/** The compiler's findings, underlined from where they begin to the end of that word or quoted name. */
export function markersOf(diagnostics: readonly Diagnostic[], model: monaco.editor.ITextModel) {
  return diagnostics
    .filter(({ line }) => line <= model.getLineCount())
    .map(({ severity, message, line, column }): monaco.editor.IMarkerData => {
      const text = model.getLineContent(line).slice(column - 1)
      const length = /^(?:(['"`]).*?\1|[\w$]+)/.exec(text)?.[0].length ?? 1
      return {
        severity: severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
        message,
        startLineNumber: line,
        startColumn: column,
        endLineNumber: line,
        endColumn: column + length,
      }
    })
}
