import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    target: 'es2023',
    // Nothing becomes part of the page itself: its policy lets no `data:` address in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    // The viewer is a file of its own, loaded where a shape is looked at; three is as large as that.
    chunkSizeWarningLimit: 800,
    // On a busy machine Vite would print where its seconds went, in the middle of our own build.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
})
