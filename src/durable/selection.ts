/** The one selection that code line, timeline bar, history row and address share. Event positions count within an execution. */
export interface Selection {
  readonly instanceId: string
  readonly executionId: string
  /** An episode by its index … */
  readonly episode?: number
  /** … or an event of history by its position; a bar selects the event that began it. */
  readonly event?: number
}
