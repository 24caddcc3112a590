import type { Problem } from './problem.ts'
import type { Source } from './settings.ts'

/** The same variable, with a default of its own in the worker. */
const OWN = new Set(['HOST'])

const NAMES = /^(?:`?[A-Z][A-Z0-9_]+`?(?:, )?)+/

/**
 * Defaults that a `--help` or a README of an app tells and that are not those of the example, which a test holds to the settings'
 * own.
 */
export function checkDefaults(example: string, sources: readonly Source[]): Problem[] {
  const defaults = new Map(
    [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=(.+)$/gm)].map(([, name = '', value = '']) => [name, value]),
  )
  return sources.flatMap(({ file, text }) => {
    const places = /^apps\/[^/]+\/src\/help\.ts$/.test(file)
      ? helpBlocks(text)
      : /^apps\/[^/]+\/README\.md$/.test(file)
        ? tableRows(text)
        : []
    return places.flatMap(({ names, told, line }) => {
      const wanted = names.flatMap((name) => (OWN.has(name) ? [] : (defaults.get(name)?.split(',') ?? [])))
      return isTold(wanted, told)
        ? []
        : [{ file, line, message: `${names.join(', ')}: the default is ${wanted.join(', ')}` }]
    })
  })
}

interface Place {
  names: string[]
  /** Words that stand where defaults do. */
  told: string[]
  line: number
}

/** In this order, with other words between them. */
function isTold(wanted: readonly string[], told: readonly string[]): boolean {
  let next = 0
  for (const word of told) if (word === wanted[next]) next += 1
  return next === wanted.length
}

/** Names at the beginning of a line, what is said of them behind and below; defaults are in brackets. */
function helpBlocks(text: string): Place[] {
  const blocks: { names: string[]; text: string; line: number }[] = []
  let open = false
  for (const [index, content] of text.split('\n').entries()) {
    const [list] = /^ {2}(?=[A-Z])/.test(content) ? (NAMES.exec(content.slice(2)) ?? []) : []
    const last = blocks.at(-1)
    if (list !== undefined) blocks.push({ names: namesIn(list), text: content, line: index + 1 })
    else if (open && last !== undefined && content.startsWith('   ')) last.text += ` ${content}`
    open = list !== undefined || (open && content.startsWith('   '))
  }
  return blocks.map(({ names, text: all, line }) => ({
    names,
    told: [...all.matchAll(/\(([^()]*)\)/g)].flatMap(([, words = '']) => wordsIn(words)),
    line,
  }))
}

/** Rows that begin with names: their second cell is the default. */
function tableRows(text: string): Place[] {
  return text.split('\n').flatMap((content, index) => {
    const [, first = '', second = ''] = content.split('|').map((cell) => cell.trim())
    const list = NAMES.exec(first)?.[0]
    if (list === undefined || list !== first) return []
    return [{ names: namesIn(list), told: wordsIn(second.replaceAll('`', '')), line: index + 1 }]
  })
}

const namesIn = (list: string): string[] => list.match(/[A-Z][A-Z0-9_]+/g) ?? []
const wordsIn = (text: string): string[] => text.split(/[,;\s]+/)
