import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const PLACES = [process.env.SHAPEKIN_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome']

/** The system's Chromium; undefined where there is none. */
export const chromiumPath = PLACES.find((path) => path !== undefined && existsSync(path))

const ARGUMENTS = [
  '--no-sandbox',
  '--enable-unsafe-swiftshader', // WebGL without a graphics card
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts it without a window. @throws {Error} when there is none */
export const openChromium = () => chromium.launch({ executablePath: chromiumPath ?? '', args: ARGUMENTS })
