import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs'
import { PROJECT_ROOT } from './lib/projectRoot.js'

/** Folders with Python of ours; what codegen writes is left out. */
const FOLDERS = ['blender_addon', 'test']
const GENERATED = /(^|[\\/])generated[\\/]/

const CONFIG = {
  'line-length': 120,
  'target-version': 'py310', // the Python of Blender 3.4
  lint: { select: ['E', 'F', 'W', 'I', 'B', 'UP', 'C4', 'SIM', 'PIE', 'RET'] },
}

/** `npm run lint:python`: ruff as WebAssembly, so no Python is needed. `-- --fix` lays the files out. */
const ruff = new Workspace(CONFIG, PositionEncoding.Utf16)
const isFix = process.argv.includes('--fix')
const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(PROJECT_ROOT, folder), { recursive: true })
    .filter((name) => name.endsWith('.py') && !GENERATED.test(name))
    .map((name) => join(folder, name)),
)
let problems = 0
for (const file of files) {
  const path = join(PROJECT_ROOT, file)
  const text = readFileSync(path, 'utf8')
  const found = ruff
    .check(text)
    .map(({ code, message, start_location: at }) => `${at.row}:${at.column} ${code} ${message}`)
  const formatted = ruff.format(text)
  if (formatted !== text && isFix) writeFileSync(path, formatted)
  else if (formatted !== text) found.push('1:1 is laid out otherwise than `npm run lint:python -- --fix` would')
  for (const problem of found) console.error(`${file}:${problem}`)
  problems += found.length
}
if (problems > 0) process.exitCode = 1
else console.log(`${files.length} Python files are clean.`)
