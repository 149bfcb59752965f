import type { Sample } from '#samples/samples.ts'

const languages: Record<Sample['language'], string> = {
  typescript: 'TypeScript',
  javascript: 'JavaScript',
  python: 'Python',
}

/** One sample comes in several languages, whose names are the same in every tongue. */
export function sampleLanguage(sample: Sample): string {
  return languages[sample.language]
}
