import type { Sample } from '#samples/samples.ts'
import { i18n } from '../i18n/i18n.ts'

const languages: Record<Sample['language'], string> = {
  typescript: 'TypeScript',
  javascript: 'JavaScript',
  python: 'Python',
}

/** One sample comes in several languages, whose names are the same in every tongue. */
export function sampleLanguage({ language, model }: Sample): string {
  const name = languages[language]
  return model === undefined ? name : i18n._('{language}, {model} model', { language: name, model })
}
