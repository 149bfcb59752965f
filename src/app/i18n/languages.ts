/** The languages of the app, each by its own name. What functions, the host and Azure's own messages say is English in all of them. */
export const languages = { en: 'English', fr: 'Français', nl: 'Nederlands', 'zh-Hans': '简体中文' } as const

export type Language = keyof typeof languages

export function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(languages, text)
}

/** The first of somebody's languages (as `navigator.languages` has them) that the app speaks; else English. */
export function languageFor(wanted: readonly string[]): Language {
  return wanted.map(spoken).find((language) => language !== undefined) ?? 'en'
}

function spoken(tag: string): Language | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    const written = script === 'Hans' ? `${language}-Hans` : language
    return isLanguage(written) ? written : undefined
  } catch {
    return undefined // some systems hand on what is no tag: C, en-US@posix
  }
}
