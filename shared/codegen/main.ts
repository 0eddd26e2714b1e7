import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateCommandFields } from './generateCommandFields.js'
import { generateErrorDocs, generateErrors } from './generateErrors.js'
import { generateFields } from './generateFields.js'
import { generateGroupColors } from './generateGroupColors.js'
import { generateKeys } from './generateKeys.js'
import { generateMessages } from './generateMessages.js'
import { generateProperties } from './generateProperties.js'
import { generateProtocol } from './generateProtocol.js'
import { generateStageWords } from './generateStageWords.js'
import { generateStartOptions } from './generateStartOptions.js'

/**
 * `npm run generate`: writes every generated file. With `-- --check` it writes nothing, and fails if any file
 * differs.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const { version, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string
  engines: { node: string }
}

const FILES: Readonly<Record<string, string>> = {
  'blender_addon/generated/__init__.py': '',
  'blender_addon/generated/errors.py': generateErrors(),
  'blender_addon/generated/fields.py': generateFields(),
  'blender_addon/generated/group_colors.py': generateGroupColors(),
  'blender_addon/generated/keys.py': generateKeys(),
  'blender_addon/generated/messages.py': generateMessages(),
  'blender_addon/generated/properties.py': generateProperties(),
  'blender_addon/generated/protocol.py': generateProtocol(version, engines.node),
  'blender_addon/generated/stage_words.py': generateStageWords(),
  'docs/errors.md': generateErrorDocs(),
  'scripts/generated/startOptions.js': generateStartOptions(),
  'server/cli/generated/fields.ts': generateCommandFields(),
}

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

const isCheck = process.argv.includes('--check')
for (const [name, text] of Object.entries(FILES)) {
  const path = join(root, name)
  if (read(path) === text) continue
  if (isCheck) {
    console.error(`${name} differs from its source. Run \`npm run generate\` and commit the result.`)
    process.exitCode = 1
    continue
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  console.log(`wrote ${name}`)
}
