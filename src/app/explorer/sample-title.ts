import { type Sample, samples } from '#samples/samples.ts'
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

/** In the order of the list, by that. */
export function samplesByLanguage(): [name: string, samples: Sample[]][] {
  const groups = new Map<string, Sample[]>()
  for (const sample of samples) {
    const name = sampleLanguage(sample)
    groups.set(name, [...(groups.get(name) ?? []), sample])
  }
  return [...groups]
}
