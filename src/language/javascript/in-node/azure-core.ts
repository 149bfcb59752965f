import Module from 'node:module'
import * as core from '../functions-core.ts'

// In tests `@azure/functions` is loaded by Node.js itself and asks for `@azure/functions-core` by `require`.
// It gets ours in the way the real worker gives its own. Import this first.

const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown }
const load = loader._load.bind(loader)
loader._load = (request, ...rest) => (request === '@azure/functions-core' ? core : load(request, ...rest))
