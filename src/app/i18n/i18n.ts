import { i18n } from '@lingui/core'
import { compileMessage } from './compile.ts'

// The English text is the message's id, so English needs no catalogue: `i18n._('{count} events', { count })`.
// Messages are ICU text; they are compiled where they are used, because there is no build step for them.
i18n.setMessagesCompiler(compileMessage)
i18n.loadAndActivate({ locale: 'en', messages: {} })

export { i18n }
