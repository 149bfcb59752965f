import { i18n } from './i18n.ts'
import { isLanguage, type Language, languageFor } from './languages.ts'

const storedAs = 'language'

/** English is what the messages are written in. */
type Translated = Exclude<Language, 'en'>
type Catalogue = Readonly<Record<string, string>>

const catalogues: Readonly<Record<Translated, () => Promise<{ readonly default: Catalogue }>>> = {
  fr: () => import('./fr.json'),
  nl: () => import('./nl.json'),
  'zh-Hans': () => import('./zh-Hans.json'),
}

/** What the person chose on this device; what their browser prefers when they never did. */
export function chosenLanguage(): Language {
  const stored = localStorage.getItem(storedAs)
  return isLanguage(stored) ? stored : languageFor(navigator.languages)
}

/** The page is loaded again: what runs goes on from its history. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(storedAs, language)
  location.reload()
}

/** Call before the first paint. A catalogue that cannot be had leaves the page in English. */
export async function speakChosenLanguage(): Promise<void> {
  const language = chosenLanguage()
  if (language === 'en') return
  try {
    const { default: messages } = await catalogues[language]()
    i18n.loadAndActivate({ locale: language, messages: { ...messages } })
    document.documentElement.lang = language
  } catch (error) {
    console.warn(`The page stays in English: its ${language} texts could not be loaded.`, error)
  }
}
