import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    target: 'es2023',
    // Files are never inlined, because the page's policy allows no `data:` addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    // The viewer is a file of its own, loaded where a shape is shown; three alone makes it this large.
    chunkSizeWarningLimit: 800,
    // Otherwise Vite prints, on a busy machine, where its seconds went, in the middle of our own build.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
})
