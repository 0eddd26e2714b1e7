import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs'
import { parse } from 'smol-toml'
import { PROJECT_ROOT } from './lib/projectRoot.js'

/**
 * `npm run lint:python`: runs ruff as WebAssembly, so that no Python is needed. `-- --fix` also formats the files.
 */
const FOLDERS = ['blender_addon', 'test']
const RULES = join(PROJECT_ROOT, 'blender_addon/ruff.toml')
/** These files are written and checked by codegen. */
const GENERATED = /(^|[\\/])generated[\\/]/

const ruff = new Workspace(parse(readFileSync(RULES, 'utf8')), PositionEncoding.Utf16)
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
