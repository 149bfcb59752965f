import type { Theme } from '../../theme/theme.ts'
import { monaco } from './monaco.ts'

/** Makes Monaco's theme of the tokens as they stand now: call it when `data-theme` has changed. */
export function applyTheme(theme: Theme): void {
  const tokens = getComputedStyle(document.documentElement)
  const colour = (name: string) => hex(tokens.getPropertyValue(`--${name}`))
  const name = `playground-${theme}`
  monaco.editor.defineTheme(name, {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: Object.entries(tokenColours).flatMap(([token, inColour]) =>
      token.split(' ').map((one) => ({ token: one, foreground: colour(inColour).slice(1) })),
    ),
    colors: Object.fromEntries(Object.entries(uiColours).map(([part, inColour]) => [part, colour(inColour)])),
  })
  monaco.editor.setTheme(name)
}

const tokenColours: Readonly<Record<string, string>> = {
  'keyword tag storage': 'code-keyword',
  'string attribute.value string.value.json': 'code-string',
  'number constant regexp keyword.json': 'code-string',
  'type type.identifier string.key.json attribute.name': 'code-function',
  'comment comment.doc': 'code-comment',
  'identifier delimiter delimiter.bracket operator': 'ink',
}

const uiColours: Readonly<Record<string, string>> = {
  'editor.background': 'paper',
  'editor.foreground': 'ink',
  'editorLineNumber.foreground': 'ink-3',
  'editorLineNumber.activeForeground': 'ink',
  'editor.lineHighlightBackground': 'hover',
  'editor.lineHighlightBorder': 'nothing',
  'editorCursor.foreground': 'accent',
  'editor.selectionBackground': 'running-soft',
  'editor.inactiveSelectionBackground': 'accent-soft',
  'editor.wordHighlightBackground': 'hover',
  'editor.wordHighlightStrongBackground': 'hover',
  'editor.findMatchBackground': 'waiting-soft',
  'editor.findMatchHighlightBackground': 'waiting-soft',
  'editorIndentGuide.background1': 'line',
  'editorIndentGuide.activeBackground1': 'line-strong',
  'editorWidget.background': 'raised',
  'editorWidget.border': 'line-strong',
  'editorSuggestWidget.selectedBackground': 'accent-soft',
  'editorSuggestWidget.selectedForeground': 'ink',
  'editorSuggestWidget.highlightForeground': 'accent',
  'editorSuggestWidget.focusHighlightForeground': 'accent',
  'editorHoverWidget.background': 'raised',
  'editorHoverWidget.border': 'line-strong',
  'editorError.foreground': 'failed',
  'editorWarning.foreground': 'waiting',
  'editorInfo.foreground': 'running',
  'editorGutter.background': 'paper',
  'editorOverviewRuler.border': 'nothing',
  'editorBracketMatch.background': 'accent-soft',
  'editorBracketMatch.border': 'nothing',
  'input.background': 'paper',
  'input.border': 'line-strong',
  focusBorder: 'focus',
  'list.hoverBackground': 'hover',
  'list.activeSelectionBackground': 'accent-soft',
  'list.activeSelectionForeground': 'ink',
  'list.focusBackground': 'accent-soft',
  'list.focusForeground': 'ink',
  'scrollbar.shadow': 'nothing',
  'peekViewEditor.background': 'sunken',
  'peekViewEditorGutter.background': 'sunken',
  'peekViewResult.background': 'sunken',
  'peekViewTitle.background': 'sunken',
  'peekView.border': 'accent',
}

/** Tokens are `#rgb`, `#rgba` or longer; Monaco wants six or eight digits. A token that is not there is no colour at all. */
function hex(value: string): string {
  const digits = value.trim().slice(1)
  const long = digits.length <= 4 ? digits.replace(/./g, '$&$&') : digits
  return `#${long === '' ? '00000000' : long}`
}
