/** What `shapekin doctor` says about one thing. */
export interface Diagnosis {
  readonly subject: string
  /** `failed`: Shapekin can't work like this. `warning`: it works, but less well than it could. */
  readonly state: 'ok' | 'warning' | 'failed'
  readonly found: string
  /** What to do about it; nothing to do when absent. */
  readonly todo?: string
}
