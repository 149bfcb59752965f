import { i18n } from '@lingui/core'
import type { CompiledMessage } from '@lingui/message-utils/compileMessage'
import { compileMessage } from './compile.ts'

// The English text is the message's id, so English needs no catalogue: `i18n._('{count} events', { count })`.
// Messages are ICU text; each is compiled when it is first used, because there is no build step for them.
const compiled = new Map<string, CompiledMessage>()
i18n.setMessagesCompiler((message) => {
  const known = compiled.get(message) ?? compileMessage(message)
  compiled.set(message, known)
  return known
})
i18n.loadAndActivate({ locale: 'en', messages: {} })

export { i18n }
