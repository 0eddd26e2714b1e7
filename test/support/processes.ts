import { readdirSync, readFileSync } from 'node:fs'

/** Ids of the live processes whose arguments hold this text, and whose arguments or environment hold the other. */
export const processesWith = (argument: string, text = ''): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [args, env] = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'latin1'))
        return args.includes(argument) && (args + env).includes(text)
      } catch {
        return false // it ended meanwhile, or is another user's
      }
    })
    .map(Number)

/** Ids of the live headless Blenders that hold this text (a home, an address) in their arguments or environment. */
export const blendersWith = (text: string): number[] => processesWith('headless.py', text)
