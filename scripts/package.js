// `npm run package`: packs the add-on as one zip that Blender 3.4 ... 5.x can install as an add-on or as an
// extension.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zipSync } from 'fflate'
import { PROJECT_ROOT } from './lib/projectRoot.js'
import { rememberProject } from './lib/rememberProject.js'

const FOLDER = join(PROJECT_ROOT, 'blender_addon')
const LEFT_OUT = /(^|[\\/])(\.|__pycache__|ruff\.toml$)/
/** Fixed time of all entries, so that the same sources give the same bytes. The format's calendar starts in 1980. */
const MODIFIED = new Date(1980, 0, 1)

/**
 * Writes `dist/shapekin-VERSION.zip`.
 * @returns {string} its path
 * @throws {Error} when a version differs from package.json's
 */
export function packageAddon() {
  const { version } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'))
  checkVersion('blender_manifest.toml', `\nversion = "${version}"\n`)
  checkVersion('__init__.py', `"version": (${version.replaceAll('.', ', ')})`)
  const names = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length + 1))
    .filter((name) => !LEFT_OUT.test(name))
    .sort()
  // Blender up to 4.1 requires a folder in the zip; extensions may have one.
  const files = Object.fromEntries(
    names.map((name) => [`shapekin/${name.replaceAll('\\', '/')}`, readFileSync(join(FOLDER, name))]),
  )
  const path = join(PROJECT_ROOT, `dist/shapekin-${version}.zip`)
  mkdirSync(join(PROJECT_ROOT, 'dist'), { recursive: true })
  writeFileSync(path, zipSync(files, { mtime: MODIFIED, level: 9 }))
  return path
}

function checkVersion(name, expected) {
  if (!readFileSync(join(FOLDER, name), 'utf8').includes(expected))
    throw new Error(`blender_addon/${name} does not have the version of package.json: ${expected.trim()}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  rememberProject()
  console.log(packageAddon())
}
