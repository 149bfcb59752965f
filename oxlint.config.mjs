import { defineConfig } from 'oxlint'

/** Who may import whom, types included. A layer sees itself and the layers named for it, and nothing else. */
export const layers = {
  base: [],
  durable: ['base'],
  compile: ['base', 'durable'],
  replay: ['base', 'durable'],
  wire: ['base', 'durable'],
  sandbox: ['base', 'wire'],
  language: ['base', 'durable', 'replay', 'wire'],
  storage: ['base', 'durable'],
  host: ['base', 'durable', 'wire', 'storage'],
  explain: ['base', 'durable'],
  timeline: ['base', 'durable'],
  project: ['base', 'durable'],
  samples: ['base', 'durable', 'project'],
  app: ['base', 'durable', 'compile', 'wire', 'storage', 'explain', 'timeline', 'project', 'samples'],
  commands: [
    'base',
    'durable',
    'compile',
    'replay',
    'wire',
    'sandbox',
    'language',
    'storage',
    'host',
    'explain',
    'timeline',
    'project',
    'samples',
    'app',
  ],
}

/** Narrower than a layer: the page and the service worker read the task hub and leave the writing to the host. */
const alsoForbidden = { app: ['#storage/commit*', '**/storage/commit*'] }

const forbidden = (layer) => [
  ...Object.keys(layers)
    .filter((other) => other !== layer && !layers[layer].includes(other))
    .flatMap((other) => [`#${other}/**`, `**/${other}/**`]),
  ...(alsoForbidden[layer] ?? []),
]

const only = (files, layer) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { group: forbidden(layer), message: `${layer}/ imports only: ${layers[layer].join(', ') || 'nothing'}` },
        ],
      },
    ],
  },
})

export default defineConfig({
  plugins: ['typescript', 'import', 'react', 'promise', 'unicorn', 'oxc'],
  categories: { correctness: 'error' },
  ignorePatterns: ['dist/**', 'src/samples/*/**'],
  rules: {
    'import/no-cycle': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/consistent-type-imports': 'error',
  },
  overrides: [
    ...Object.keys(layers).map((layer) => only([`src/${layer}/**`], layer)),
    // In a test, a list of lists is laid out as a person reads it.
    { files: ['src/**/*.test.ts'], rules: { 'unicorn/no-useless-spread': 'off' } },
  ],
})
