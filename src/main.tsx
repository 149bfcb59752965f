import { createRoot } from 'react-dom/client'
import type { OpenHost, OpenTrial } from '#app/session/host-access.ts'
import { speakChosenLanguage } from '#app/i18n/speak.ts'
import { App } from '#app/shell/app.tsx'
import { openPlayground } from '#project/playground-db.ts'
import { registerServiceWorker } from './register-service-worker.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const playground = openPlayground()
const openHost: OpenHost = async (projectId) => {
  const { openHostOf } = await import('./open-host.ts') // not for the first paint
  return openHostOf(projectId, playground)
}
const openTrial: OpenTrial = async () => (await import('./open-trial.ts')).openTrialOf()
const show = () => createRoot(root).render(<App playground={playground} openHost={openHost} openTrial={openTrial} />)
void speakChosenLanguage().then(show)
registerServiceWorker()
