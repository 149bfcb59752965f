import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CompiledMessage } from '@lingui/message-utils/compileMessage'
import { compileMessage } from './compile.ts'
import { languages } from './languages.ts'

const app = 'src/app'
const quoted = /i18n\s*\._\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)?/g

/** Every message in the code: each stands in its call as it is. */
function messagesInCode(): string[] {
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(?<!\.test)\.tsx?$/.test(path),
  )
  const found = files.flatMap((path) =>
    Array.from(readFileSync(join(app, path), 'utf8').matchAll(quoted), ([call, ...texts]) => {
      const text = texts.find((each) => each !== undefined)
      if (text === undefined) throw new Error(`${path}: the message of ${call} is no text, so nobody can translate it.`)
      return text.replaceAll(/\\(.)/g, '$1')
    }),
  )
  return [...new Set(found)].toSorted()
}

type Part = Exclude<Exclude<CompiledMessage, string>[number], string>

/** The values of a message, and of the forms that it chooses among. */
function partsIn(message: CompiledMessage): Part[] {
  if (typeof message === 'string') return []
  return message.flatMap((part): Part[] => {
    if (typeof part === 'string') return []
    const forms = typeof part[2] === 'object' && part[2] !== null ? Object.values(part[2]) : []
    return [part, ...forms.flatMap((form) => partsIn(form as CompiledMessage))]
  })
}

const namesIn = (message: string) => [...new Set(partsIn(compileMessage(message)).map(([name]) => name))].toSorted()

for (const language of Object.keys(languages).filter((each) => each !== 'en')) {
  const catalogue = JSON.parse(readFileSync(join(app, `i18n/${language}.json`), 'utf8')) as Record<string, string>

  test(`${language} has a text for every message, and for no other`, () => {
    expect(Object.keys(catalogue)).toEqual(messagesInCode())
  })

  test(`${language} says every value of a message`, () => {
    for (const [message, text] of Object.entries(catalogue)) {
      expect(text.trim(), message).not.toBe('')
      expect(namesIn(text), message).toEqual(namesIn(message))
    }
  })

  test(`${language} has a form for every number`, () => {
    // “Many” are millions, of which nothing here has any.
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form !== 'many')
    for (const text of Object.values(catalogue))
      for (const [, format, choices] of partsIn(compileMessage(text)))
        if (format === 'plural') expect(Object.keys(choices ?? {}), text).toEqual(expect.arrayContaining(forms))
  })
}
