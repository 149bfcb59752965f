/** A request to the outside that waits for the person's word on its origin. */
export interface NetworkQuestion {
  readonly origin: string
  /** Its method and address, as far as one wants to read them. */
  readonly request: string
  /** Whose it is, when that is known. */
  readonly functionName: string | null
}
