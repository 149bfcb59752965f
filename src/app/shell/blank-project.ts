import type { PlaygroundDb } from '#project/playground-db.ts'
import { createProject } from '#project/projects.ts'
import { i18n } from '../i18n/i18n.ts'

const files = [
  {
    path: 'src/functions/hello.ts',
    text: `import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions'

export async function hello(request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  context.log(\`Called with \${request.url}\`)
  return { body: \`Hello, \${request.query.get('name') ?? 'world'}!\` }
}

app.http('hello', { methods: ['GET', 'POST'], authLevel: 'anonymous', handler: hello })
`,
  },
  { path: 'host.json', text: '{\n  "version": "2.0"\n}\n' },
  {
    path: 'package.json',
    text: `{
  "name": "function-app",
  "version": "1.0.0",
  "main": "dist/src/functions/*.js",
  "dependencies": {
    "@azure/functions": "^4.0.0",
    "durable-functions": "^3.0.0"
  }
}
`,
  },
]

/** A function app with one HTTP function, as \`func init\` and \`func new\` would begin it. Answers with its id. */
export async function createBlank(db: PlaygroundDb): Promise<string> {
  return (await createProject(db, { name: i18n._('New project'), files, origin: 'own' })).id
}
