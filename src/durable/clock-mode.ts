/**
 * How hub time passes. `real` follows the wall clock; `paused` stands still, and no timer fires;
 * `virtual` follows the wall clock while anything runs or is queued and jumps to the next due timer when nothing is.
 */
export type ClockMode = 'real' | 'paused' | 'virtual'
