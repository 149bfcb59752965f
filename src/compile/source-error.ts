import type { Place } from './survey.ts'

/** A file that cannot be read as what its name says, at a place of its source (line from 1, column from 0). */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly place: Place

  constructor(message: string, place: Place) {
    super(message)
    this.place = place
  }
}
