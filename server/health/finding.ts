import type { Finding } from '../../shared/schema/finding.js'

/** True when colors need a person's consent. */
export const needsConsent = (findings: readonly Finding[]): boolean => findings.some(({ level }) => level === 'stop')

/** All findings in one line. */
export const describeFindings = (findings: readonly Finding[]): string =>
  findings.map(({ text }) => text).join(' ') || 'nothing suspicious found'
