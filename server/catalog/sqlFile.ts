import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite'
import { catalogError } from './catalogError.js'

/** What SQLite holds in a cell. */
export type SqlValue = null | number | string | Uint8Array

/**
 * Milliseconds to wait for a lock. Another process holds it only for a moment, one batch of `library add`; one that
 * holds it longer is stuck.
 */
const WAIT_MS = 20_000

/** One SQLite file. Its errors are those of the error table. */
export class SqlFile {
  private readonly database: InstanceType<typeof DatabaseSync>

  /** Opens the file. @throws ShapekinError `catalog.*`, `output.*` */
  constructor(readonly path: string) {
    this.database = this.told(() => new DatabaseSync(path, { timeout: WAIT_MS, enableForeignKeyConstraints: true }))
  }

  /** Runs statements. @throws ShapekinError `catalog.*`, `output.*`, as do all methods below */
  run(sql: string): void {
    this.told(() => this.database.exec(sql))
  }

  prepare<Row extends readonly SqlValue[]>(sql: string): SqlStatement<Row> {
    const statement = this.told(() => this.database.prepare(sql))
    statement.setReturnArrays(true)
    return new SqlStatement<Row>(statement, this.told)
  }

  /** The one number or text that a query gives. */
  value(sql: string): SqlValue {
    return this.prepare<[SqlValue]>(sql).first()?.[0] ?? null
  }

  /** A text that changes with every change of the content, by this process or another. */
  version(): string {
    return `${this.value('PRAGMA data_version')} ${this.value('SELECT total_changes()')}`
  }

  /**
   * Runs `work` as one transaction: all of it is kept or nothing, even when the process ends in the middle. Others
   * read the earlier state until it is complete.
   */
  transaction<Result>(work: () => Result): Result {
    this.run('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.run('COMMIT')
      return result
    } catch (cause) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK')
      throw cause
    }
  }

  /**
   * Closes the file. Unless others are working on it, the log is written into the file first, so that the file alone
   * is complete.
   */
  close(): void {
    if (!this.database.isOpen) return
    try {
      this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } catch {
      // What was written stays in the log, where it is as safe.
    }
    this.database.close()
  }

  private readonly told = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (cause) {
      throw catalogError(this.path, cause)
    }
  }
}

/** A prepared statement; rows come as arrays of their cells. */
export class SqlStatement<Row extends readonly SqlValue[]> {
  constructor(
    private readonly statement: StatementSyncInstance,
    private readonly told: <Result>(work: () => Result) => Result,
  ) {}

  /** @returns the row id of what was inserted, and how many rows were changed */
  run(...values: readonly SqlValue[]): { id: number; changes: number } {
    const { lastInsertRowid, changes } = this.told(() => this.statement.run(...values))
    return { id: Number(lastInsertRowid), changes }
  }

  first(...values: readonly SqlValue[]): Row | undefined {
    return this.told(() => this.statement.get(...values) as Row | undefined)
  }

  all(...values: readonly SqlValue[]): Row[] {
    return this.told(() => this.statement.all(...values) as Row[])
  }

  /** Calls `take` row by row, so that only one row is in memory. What `take` throws is thrown as it is. */
  each(values: readonly SqlValue[], take: (row: Row) => void): void {
    const rows = this.told(() => this.statement.iterate(...values))
    const next = () => this.told(() => rows.next())
    try {
      for (let row = next(); row.done !== true; row = next()) take(row.value as Row)
    } finally {
      rows.return?.()
    }
  }
}
