import { PROPERTY_KEYS } from '../propertyKeys.js'
import { pythonFile, pythonLiteral } from './pythonFile.js'

/** `generated/keys.py`: the names of the custom properties in a .blend. */
export function generateKeys(): string {
  const lines = Object.entries(PROPERTY_KEYS).map(([name, key]) => `${name} = ${pythonLiteral(key)}`)
  return pythonFile('shared/propertyKeys.ts', `\n${lines.join('\n')}\n`)
}
