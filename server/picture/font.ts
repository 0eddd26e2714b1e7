import { createRequire } from 'node:module'
import { GlobalFonts } from '@napi-rs/canvas'

/** Font family of all pictures. It is shipped, because a server may have no fonts and would draw no letters. */
export const FONT_FAMILY = 'Inter'
const FONT_FILES = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf']

/** Registers the font with the canvas. */
export function registerFont(): void {
  if (GlobalFonts.has(FONT_FAMILY)) return
  const { resolve } = createRequire(import.meta.url)
  for (const file of FONT_FILES) GlobalFonts.registerFromPath(resolve(`@expo-google-fonts/inter/${file}`), FONT_FAMILY)
}
