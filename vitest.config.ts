import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/runFolder.ts',
    // Real Blender, real training and a browser share two cores: files run one after another where they need them.
    maxWorkers: 2,
    // A busy machine paints and answers late.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
