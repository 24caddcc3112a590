import { styleText } from 'node:util'

export interface Log {
  /** One line of one program, after its name. */
  line: (source: string, text: string) => void
  /** Something the launcher itself has to say. */
  say: (text: string) => void
  /** As it is, for the banner. */
  raw: (text: string) => void
}

type Colour = Parameters<typeof styleText>[0]

const COLOURS: Record<string, Colour> = {
  api: 'cyan',
  worker: 'magenta',
  database: 'blue',
  console: 'yellow',
  jointo: 'green',
}
const LEVEL_COLOURS: Record<string, Colour> = { warn: 'yellow', error: 'red', fatal: 'red' }
const WIDTH = 8

/** Prefixes each line with its source, coloured on a terminal. */
export function createLog(output: NodeJS.WriteStream): Log {
  // The terminal may be gone while things are still being stopped.
  output.on('error', () => {})
  const colour = (style: Colour, text: string): string => styleText(style, text, { stream: output })
  const line = (source: string, text: string): void => {
    const { level, words } = readable(text)
    const levelColour = LEVEL_COLOURS[level]
    const body = levelColour ? colour(levelColour, words) : words
    output.write(`${colour(COLOURS[source] ?? 'gray', source.padEnd(WIDTH))} ${body}\n`)
  }
  return { line, say: (text) => line('jointo', text), raw: (text) => output.write(`${text}\n`) }
}

/** The apps log JSON for machines; a person reads `message key=value`. */
export function readable(text: string): { level: string; words: string } {
  const entry = text.startsWith('{') ? parse(text) : undefined
  if (!entry || typeof entry['msg'] !== 'string') return { level: '', words: text }
  const { level, time: _time, app: _app, msg, ...fields } = entry
  const pairs = Object.entries(fields)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return { level: typeof level === 'string' ? level : '', words: `${msg}${pairs.join('')}` }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
