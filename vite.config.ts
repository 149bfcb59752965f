import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contentSecurityPolicy } from './src/commands/build/content-security-policy.ts'
import { entryBudget } from './src/commands/build/entry-budget.ts'
import { moduleTexts } from './src/commands/build/module-texts.ts'
import { nodeInABrowser } from './src/commands/build/node-in-a-browser.ts'
import { packageTypes } from './src/commands/build/package-types.ts'
import { pythonPackages } from './src/commands/build/python-packages.ts'
import { pythonParts } from './src/commands/build/python-parts.ts'
import { rootScript, scriptText } from './src/commands/build/script-text.ts'

export default defineConfig({
  // Relative, so that the app works under any path of any static host.
  base: './',
  plugins: [
    react(),
    contentSecurityPolicy(),
    scriptText({ alias: nodeInABrowser }),
    moduleTexts(),
    packageTypes(),
    pythonParts(),
    pythonPackages(),
    rootScript('src/service-worker.ts', 'service-worker.js'),
    entryBudget(200),
  ],
  worker: { format: 'es' },
  // Its CSS modules share what they compose; PostCSS would copy it into each.
  css: { transformer: 'lightningcss' },
})
