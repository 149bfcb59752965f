import { createRoot } from 'react-dom/client'
import { App } from '#app/shell/app.tsx'
import { openPlayground } from '#project/playground-db.ts'
import { openHostOf } from './open-host.ts'
import { registerServiceWorker } from './register-service-worker.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const playground = openPlayground()
createRoot(root).render(<App playground={playground} openHost={(projectId) => openHostOf(projectId, playground)} />)
registerServiceWorker()
