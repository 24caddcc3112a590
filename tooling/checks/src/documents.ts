import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Problem } from './problem.ts'
import { ROOT } from './repository.ts'

export interface Scripts {
  /** Of the root package.json. */
  root: ReadonlySet<string>
  /** By package name. */
  packages: ReadonlyMap<string, ReadonlySet<string>>
}

interface Block {
  language: string
  lines: { text: string; line: number }[]
}

const SHELLS = new Set(['sh', 'bash', 'shell', 'console', 'zsh'])
/** Commands of pnpm itself that documents may show. */
const BUILT_IN = new Set([
  'install',
  'i',
  'add',
  'exec',
  'dlx',
  'pack',
  'publish',
  'deploy',
  'why',
  'update',
  'create',
  'changeset',
])

/** Dead links, and commands that no script answers. */
export function checkDocument(file: string, text: string, scripts: Scripts, root: string = ROOT): Problem[] {
  const { prose, blocks, inline } = split(text)
  const links = [...prose.matchAll(/\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].flatMap((match) => {
    const message = judgeLink(file, match[1] ?? '', root)
    return message === undefined
      ? []
      : [{ file, line: prose.slice(0, match.index).split('\n').length, message }]
  })
  const commands = [
    ...blocks.filter(({ language }) => SHELLS.has(language)).flatMap(({ lines }) => lines),
    ...inline,
  ].flatMap(({ text, line }) => {
    const message = judgeCommand(text, scripts, path.join(root, path.dirname(file)), root)
    return message === undefined ? [] : [{ file, line, message }]
  })
  return [...links, ...commands]
}

function judgeLink(file: string, target: string, root: string): string | undefined {
  if (/^([a-z]+:|\/\/)/i.test(target)) return undefined
  const [relative = '', fragment] = decodeURI(target).split('#')
  const destination = relative === '' ? path.join(root, file) : path.join(root, path.dirname(file), relative)
  if (!existsSync(destination)) return `links to ${target}, which does not exist`
  if (!fragment || !destination.endsWith('.md') || statSync(destination).isDirectory()) return undefined
  const headings = readFileSync(destination, 'utf8').matchAll(/^#+\s+(.*)$/gm)
  const slugs = new Set([...headings].map((match) => slug(match[1] ?? '')))
  return slugs.has(fragment) ? undefined : `links to ${target}: no heading makes #${fragment}`
}

function judgeCommand(text: string, scripts: Scripts, folder: string, root: string): string | undefined {
  const command = text
    .trim()
    .replace(/^\$ /, '')
    .replace(/^([A-Z_]+=\S+ )+/, '')
  const pnpm = /^(?:npx (?:-y )?pnpm@\d+|pnpm) (.+)/.exec(command)?.[1]
  if (pnpm !== undefined) return judgeScript(pnpm, scripts)
  const script = /^node (?:--\S+ )*([\w./-]+\.[cm]?[jt]s)\b/.exec(command)?.[1]
  if (script === undefined || script.includes('dist/')) return undefined
  const exists = [folder, root].some((base) => existsSync(path.join(base, script)))
  return exists ? undefined : `runs ${script}, which does not exist`
}

function judgeScript(rest: string, { root, packages }: Scripts): string | undefined {
  const filter = /^(?:--filter|-F)[ =](\S+) (?:run )?([\w:.-]+)/.exec(rest)
  if (filter) {
    const [, name = '', script = ''] = filter
    const known = packages.get(name)
    if (!known && !/[*.{]/.test(name)) return `runs a script of ${name}, which is no package here`
    return !known || known.has(script) || BUILT_IN.has(script)
      ? undefined
      : `runs the script ${script}, which ${name} does not have`
  }
  const script = /^(?:run )?([\w:.-]+)/.exec(rest)?.[1]
  if (script === undefined || script.startsWith('-') || root.has(script) || BUILT_IN.has(script))
    return undefined
  return `runs the script ${script}, which package.json does not have`
}

/** Prose with its code blanked (line numbers stay), the fenced blocks, and the code within lines. */
function split(text: string): { prose: string; blocks: Block[]; inline: Block['lines'] } {
  const blocks: Block[] = []
  const inline: Block['lines'] = []
  let open: Block | undefined
  const prose = text.split('\n').map((content, index) => {
    const fence = /^\s*(?:```|~~~)(\w*)/.exec(content)
    if (fence) {
      if (open) open = undefined
      else blocks.push((open = { language: fence[1] ?? '', lines: [] }))
      return ''
    }
    if (!open) {
      return content.replaceAll(/`[^`]*`/g, (code) => {
        inline.push({ text: code.slice(1, -1), line: index + 1 })
        return ' '.repeat(code.length)
      })
    }
    open.lines.push({ text: content, line: index + 1 })
    return ''
  })
  return { prose: prose.join('\n'), blocks, inline }
}

/** As the usual renderers make anchors of headings. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
}
