import { statSync } from 'node:fs'

/** A text that changes when the program at the path is replaced; undefined when no file is there. */
export function programStamp(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat && `${stat.ino} ${stat.size} ${stat.mtimeMs}`
}
