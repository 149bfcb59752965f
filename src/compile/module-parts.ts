/** How a part of a module is written, and what it is: `lodash/get` is the `get` of `lodash`. */
type Form = readonly [pattern: RegExp, text: (whole: string, name: string) => string]

const forms: readonly Form[] = [
  [/^(zod)\/v4$/, same],
  [/^(zod)\/(?:v4-mini|v4\/mini)$/, (whole) => same(`${whole}/mini`)],
  [/^(lodash(?:\/fp)?)\/(\w+)(?:\.js)?$/, property],
  [/^(date-fns\/locale)\/([\w-]+)(?:\.js)?$/, (whole, name) => namedExport(whole, camelCase(name))],
  [/^(date-fns(?:\/fp)?)\/(\w+)(?:\.js)?$/, namedExport],
  [/^(assert|fs|path|stream)\/(strict|promises|posix)$/, property],
]

/** The text of a module that is a part of a bundled one, or `undefined` when nothing is called so. */
export function partOf(name: string): string | undefined {
  for (const [pattern, text] of forms) {
    const found = pattern.exec(name)
    if (found) return text(found[1] ?? '', found[2] ?? '')
  }
  return undefined
}

function same(whole: string): string {
  return `module.exports = require('${whole}')`
}

function property(whole: string, name: string): string {
  return `const whole = require('${whole}'); ${unlessThere(whole, name)}; module.exports = whole.${name}`
}

/** A file of date-fns gives its function by name and as its default. */
function namedExport(whole: string, name: string): string {
  const exported = `Object.assign(Object.defineProperty(exports, '__esModule', { value: true }), { default: whole.${name}, ${name}: whole.${name} })`
  return `const whole = require('${whole}'); ${unlessThere(whole, name)}; ${exported}`
}

function unlessThere(whole: string, name: string): string {
  const message = `Cannot find module '${whole}/${name}': ${whole} has no ${name}.`
  return `if (!('${name}' in whole)) throw Object.assign(new Error(${JSON.stringify(message)}), { code: 'MODULE_NOT_FOUND' })`
}

/** `zh-CN` → `zhCN` */
function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
