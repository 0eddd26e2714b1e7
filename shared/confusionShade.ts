/**
 * A cell with more than this share of its row is dark with light letters, others are pale with dark letters. The
 * palest dark and the darkest pale shade are in percent of the accent color: between them no letters could be read.
 */
const [DARK_SHARE, PALEST_DARK, DARKEST_PALE] = [0.5, 85, 50]

/** How a cell with this share of its row is filled: in percent of the accent color. */
export function confusionShade(share: number): { readonly percent: number; readonly isDark: boolean } {
  const isDark = share > DARK_SHARE
  const percent = isDark
    ? PALEST_DARK + ((100 - PALEST_DARK) * (share - DARK_SHARE)) / (1 - DARK_SHARE)
    : (DARKEST_PALE * share) / DARK_SHARE
  return { percent, isDark }
}
