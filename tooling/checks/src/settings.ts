import type { Problem } from './problem.ts'

/** Where deployments are told what they can set. */
export const EXAMPLE = '.env.example'

/** Files that read settings. */
const READERS =
  /^(packages|apps)\/[^/]+\/src\/(.+\/)?(settings|environment|profile)\.ts$|^packages\/client-[^/]+\/src\/options\.ts$/
const QUOTED = /'([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)'/g
const CALLED = /\bread\w*\([^'()]*'([A-Z][A-Z0-9_]+)'/g
const KEYS = /^ {2}([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+):/gm
/** For our own tools and tests, or for a client alone. */
const UNLISTED = new Set(['JOINTO_EMBEDDED', 'JOINTO_BREAK_POINTS', 'AIHUBMIX_TOKEN'])

export interface Source {
  file: string
  text: string
}

/** Every variable that the sources read, with the file that does. */
export function readSettings(sources: readonly Source[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const { file, text } of sources.filter((source) => READERS.test(source.file)))
    for (const pattern of [QUOTED, CALLED, KEYS])
      for (const [, name = ''] of text.matchAll(pattern)) if (!UNLISTED.has(name)) names.set(name, file)
  return names
}

/** What the example leaves out, what nothing reads, and what no `--help` explains. */
export function checkSettings(example: string, sources: readonly Source[]): Problem[] {
  const read = readSettings(sources)
  const help = sources.filter(({ file }) => /^apps\/[^/]+\/src\/help\.ts$/.test(file)).map(({ text }) => text)
  const lines = example.split('\n').flatMap((text, index) => {
    const name = /^#?([A-Z][A-Z0-9_]*)=/.exec(text)?.[1]
    return name === undefined ? [] : [{ name, line: index + 1 }]
  })
  const listed = new Set(lines.map(({ name }) => name))
  const missing = [...read]
    .filter(([name]) => !listed.has(name))
    .map(([name, file]) => ({ file: EXAMPLE, line: 0, message: `lacks ${name}, which ${file} reads` }))
  const wrong = lines.flatMap(({ name, line }, index) => {
    const message = !read.has(name)
      ? `names ${name}, which nothing reads`
      : !help.some((text) => new RegExp(String.raw`\b${name}\b`).test(text))
        ? `names ${name}, which no --help explains`
        : lines.findIndex((one) => one.name === name) < index
          ? `names ${name} twice`
          : undefined
    return message === undefined ? [] : [{ file: EXAMPLE, line, message }]
  })
  return [...missing, ...wrong]
}
