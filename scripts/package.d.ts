export function packageAddon(): string
