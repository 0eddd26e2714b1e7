import { defineConfig } from 'vitest/config'

/** Stations of which no test starts a Blender or a server, needs TensorFlow, or minds which fonts are registered. */
const PURE =
  'cluster|contract|dashboard|descriptor|duplicates|formats|health|mesh|metrics|recipe|shared|sort|table|variety|whitening|wire'

const filesOf = (folders: string) => `test/${folders}/**/*.test.ts`

export default defineConfig({
  test: {
    globalSetup: 'test/support/runFolder.ts',
    // Real Blender, real training and a browser share two cores: files run one after another where they need them.
    maxWorkers: 2,
    // A busy machine paints and answers late.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // In the order of their names: the many short files come last, so that both workers end at the same time.
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: [filesOf(`(${PURE})`)] },
      },
      // Files share a process, which loads what they have in common once.
      { extends: true, test: { name: 'together', include: [filesOf(`(${PURE})`)], isolate: false } },
    ],
  },
})
