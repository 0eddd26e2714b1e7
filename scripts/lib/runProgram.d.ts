export class ProgramError extends Error {
  readonly output: string
}
export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly seconds?: number
  readonly onLine?: (line: string) => void
}
export function runProgram(program: string, args: readonly string[], options?: RunOptions): Promise<string>
export function works(program: string, ...args: string[]): Promise<boolean>
