import type { FunctionInfo } from '#durable/function-info.ts'
import { i18n } from '../i18n/i18n.ts'
import type { SessionView } from '../session/use-session.ts'

/** What to do to see an orchestration, for panels that have none to show. `functions` are those of the running app. */
export function nextStep({ runPhase }: Pick<SessionView, 'runPhase'>, functions: readonly FunctionInfo[]): string {
  switch (runPhase) {
    case 'idle':
      return i18n._('Press Run, then send a request that starts one.')
    case 'compiling':
    case 'starting':
      return i18n._('The app is starting. Then send a request that starts one.')
    case 'started':
      if (functions.length === 0 || functions.some(({ kind }) => kind === 'orchestrator'))
        return i18n._('Send a request that starts one.')
      return i18n._('This app has no orchestrator. What its functions do is told in the console.')
    case 'stopping':
      return i18n._('The app is stopping.')
  }
}
