import { signal } from '@preact/signals'

const dark = matchMedia('(prefers-color-scheme: dark)')

/** Whether the page is dark. Drawings take their colors again when this changes. */
export const isDark = signal(dark.matches)

dark.addEventListener('change', ({ matches }) => (isDark.value = matches))
