/** CSS pixels that the text of the first paint and Monaco share, so that nothing jumps when one takes over from the other. */
export const codeMetrics = {
  fontSize: 12.5,
  lineHeight: 20,
  paddingBlock: 8,
  /** Room for how often a line ran; Monaco's glyph margin is one line high wide. */
  countWidth: 20,
  lineNumberChars: 4,
  /** Between the line number and the text: Monaco's decorations and its folding arrows. */
  gutterWidth: 26,
} as const
