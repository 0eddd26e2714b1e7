import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Executables named Blender on PATH and in the usual places of each system; newest first within a place. */
export function blenderPlaces(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string[] {
  const name = platform === 'win32' ? 'blender.exe' : 'blender'
  const onPath = (env['PATH'] ?? '').split(delimiter).filter(Boolean)
  const places = [...onPath.map((folder) => join(folder, name)), ...usualPlaces(platform, env)].filter(existsSync)
  // On most systems /bin is a link to /usr/bin: an executable found under both is listed once, under the path met
  // first.
  return [...new Map(places.reverse().map((path) => [realpathSync(path), path])).values()].reverse()
}

function usualPlaces(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  const home = homedir()
  switch (platform) {
    case 'darwin':
      return ['/Applications', join(home, 'Applications')].flatMap((folder) =>
        inside(folder, /^blender.*\.app$/i, 'Contents/MacOS/Blender'),
      )
    case 'win32': {
      const programs = env['ProgramFiles'] ?? 'C:\\Program Files'
      const programs86 = env['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)'
      return [
        ...inside(join(programs, 'Blender Foundation'), /^blender/i, 'blender.exe'),
        join(programs86, 'Steam', 'steamapps', 'common', 'Blender', 'blender.exe'),
      ]
    }
    default:
      return [
        ...['/usr/bin/blender', '/usr/local/bin/blender', '/snap/bin/blender'],
        ...[home, join(home, 'Downloads'), join(home, 'Applications'), '/opt'].flatMap(
          (folder) => inside(folder, /^blender/i, 'blender'), // an unpacked archive of blender.org
        ),
        join(home, '.steam/steam/steamapps/common/Blender/blender'),
      ]
  }
}

/** `file` in each folder of `parent` whose name matches, the highest version first. */
function inside(parent: string, pattern: RegExp, file: string): string[] {
  if (!existsSync(parent)) return []
  const byVersion = new Intl.Collator('en', { numeric: true })
  return readdirSync(parent)
    .filter((name) => pattern.test(name))
    .sort((a, b) => byVersion.compare(b, a))
    .map((name) => join(parent, name, file))
}
