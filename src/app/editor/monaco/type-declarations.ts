import { declarationsOf } from './declaration.ts'

/**
 * The type declarations that code in the playground is checked against, as npm ships them, at the paths where a
 * project on disk would have them. Two megabytes of text: a chunk of its own, loaded with the editor.
 */
const declarations: Readonly<Record<string, string>> = import.meta.glob(
  [
    '/node_modules/durable-functions/package.json',
    '/node_modules/durable-functions/types/**/*.d.ts',
    '/node_modules/@azure/functions/package.json',
    '/node_modules/@azure/functions/types/**/*.d.ts',
    '/node_modules/undici-types/package.json',
    '/node_modules/undici-types/*.d.ts',
    '/node_modules/@types/node/package.json',
    '/node_modules/@types/node/**/*.d.ts',
    // For other versions of TypeScript than the editor's.
    '!/node_modules/@types/node/ts5.*/**',
    // A quarter of Node's declarations, of parts that nothing else refers to and no function app needs.
    '!/node_modules/@types/node/{inspector,inspector.generated,quic,http2,test,sqlite,v8,cluster,ffi,repl,wasi}.d.ts',
    '!/node_modules/@types/node/{vfs,sea,trace_events,domain,dgram,punycode}.d.ts',
    '!/node_modules/@types/node/{inspector,test}/**',
  ],
  { query: '?raw', import: 'default', eager: true },
)

export const typeDeclarations = declarationsOf(declarations)
