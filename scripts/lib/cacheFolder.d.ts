export function cacheFolder(): string
