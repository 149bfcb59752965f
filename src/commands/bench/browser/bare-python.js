// A module worker that does what any page must: start Pyodide, from the same server.
import { loadPyodide } from '/bare-pyodide/pyodide.mjs'

const started = performance.now()
loadPyodide({ indexURL: '/bare-pyodide/' }).then(
  () => postMessage({ ms: performance.now() - started }),
  (error) => postMessage({ error: String(error) }),
)
