export function canUseApt(): boolean
export function aptInstall(packages: readonly string[], onLine?: (line: string) => void): Promise<void>
