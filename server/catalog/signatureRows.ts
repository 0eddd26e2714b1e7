import type { SqlFile } from './sqlFile.js'

/** The signatures by which duplicates are found, by the number of the content. */
export function readSignatures(sql: SqlFile): Map<number, Float64Array> {
  const rows = sql.prepare<[number, Uint8Array]>('SELECT content, numbers FROM signature').all()
  return new Map(rows.map(([content, numbers]) => [content, new Float64Array(Uint8Array.from(numbers).buffer)]))
}

export function keepSignatures(sql: SqlFile, signatures: ReadonlyMap<number, Float64Array>): void {
  const insert = sql.prepare('INSERT OR REPLACE INTO signature VALUES (?, ?)')
  sql.transaction(() => {
    for (const [content, { buffer, byteOffset, byteLength }] of signatures)
      insert.run(content, new Uint8Array(buffer, byteOffset, byteLength))
  })
}
