export function translateKernel(entry: string, given: readonly string[]): { code: string; exported: string[] }
