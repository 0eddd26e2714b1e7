/** Something a person should know before colors are shown. */
export interface Finding {
  readonly code: FindingCode
  /** `stop`: ask before coloring; `warn`: show with the result. */
  readonly level: 'stop' | 'warn'
  /** What it means, in words for people who do not know the method. */
  readonly text: string
}
export type FindingCode =
  | ('tooFew' | 'oneClass' | 'loneClass' | 'duplicates' | 'constantInputs' | 'collapse' | 'lowRank')
  | ('oneBigGroup' | 'blurredGroups' | 'unstableGroups' | 'rawIsBetter' | 'fewTestShapes')

/** True when colors need a person's consent. */
export const needsConsent = (findings: readonly Finding[]): boolean => findings.some(({ level }) => level === 'stop')

/** All findings in one line. */
export const describeFindings = (findings: readonly Finding[]): string =>
  findings.map(({ text }) => text).join(' ') || 'nothing suspicious found'
