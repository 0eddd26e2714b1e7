#!/usr/bin/env node
// The command line. It is plain JavaScript, because it must be able to say what is missing before anything is
// installed or built.
import { existsSync } from 'node:fs'

const main = new URL('../dist/server/cli/main.js', import.meta.url)
if (existsSync(main)) await import(main.href)
else {
  console.error('shapekin: not built yet. Run `npm run setup` in the project folder first.')
  process.exitCode = 1
}
