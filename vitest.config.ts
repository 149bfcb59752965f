import { defineConfig } from 'vitest/config'
import { moduleTexts } from './src/commands/build/module-texts.ts'
import { packageTypes } from './src/commands/build/package-types.ts'
import { pythonPackages } from './src/commands/build/python-packages.ts'

/** Tests that change the world they run in: globals, databases, timers. Each file of them has a thread's modules to itself. */
const worldly = ['src/{language,project}/**/*.test.{ts,tsx}', 'src/app/shell/address-bar.test.ts']

/** Whole apps run in these, or a real Python or SDK, or something very large: `npm test` has the time for them, `npm run check` has not. */
const whole = [
  'src/whole/**/*.test.ts',
  'src/language/python/**/*.test.ts',
  'src/samples/types.test.ts',
  'src/**/large.test.ts',
  'src/compile/inspection-probes.test.ts',
  'src/compile/probe.test.ts',
  'src/language/javascript/oracle/**/*.test.ts',
]

export default defineConfig({
  plugins: [moduleTexts(), packageTypes(), pythonPackages()],
  test: {
    pool: 'threads',
    maxWorkers: 2,
    // No test measures time: these only end what will never end, on however busy a machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000, interval: 5 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: [...worldly, ...whole],
          isolate: false,
          setupFiles: 'src/storage/in-memory.ts',
        },
      },
      { extends: true, test: { name: 'worldly', include: worldly, exclude: whole } },
      { extends: true, test: { name: 'whole', include: whole } },
    ],
  },
})
