export function hasLockedPackages(): boolean
