import { i18n } from '../i18n/i18n.ts'
import type { SessionView } from '../session/use-session.ts'

/** What to do to see an orchestration, for panels that have none to show. */
export function nextStep({ runPhase }: SessionView): string {
  switch (runPhase) {
    case 'idle':
      return i18n._('Press Run, then send a request that starts one.')
    case 'compiling':
    case 'starting':
      return i18n._('The app is starting. Then send a request that starts one.')
    case 'started':
      return i18n._('Send a request that starts one.')
    case 'stopping':
      return i18n._('The app is stopping.')
  }
}
