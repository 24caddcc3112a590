import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Problem } from './problem.ts'
import { readManifest, readText, ROOT } from './repository.ts'

/** `class`, `const`, `function` or `type`, by name. */
export type ExportedNames = ReadonlyMap<string, string>

const LIST = 'exports.txt'
const NAMED = /^export (type )?\{([^}]*)\}(?: from '([^']+)')?/gm
const EVERYTHING = /^export (type )?\* from '([^']+)'/gm
const DECLARED = /^export (?:declare |abstract |async )*(class|const|function|interface|type)\*? (\w+)/gm
const COMMENT = /\/\*[^]*?\*\/|\/\/.*$/gm

/** What `exports.txt` of a published package has to say, from its sources. Undefined for everything else. */
export function describeExports(manifestFile: string, root: string = ROOT): string | undefined {
  const { name = '', private: isPrivate, exports } = readManifest(manifestFile, root)
  if (!/^packages\/[^/]+\/package\.json$/.test(manifestFile) || isPrivate === true) return undefined
  const entries = Object.entries(exports ?? {}).flatMap(([entry, target]) => {
    const source = typeof target === 'string' ? undefined : target['@jointo/source']
    if (source === undefined) return []
    const names = readExports(path.posix.join(path.posix.dirname(manifestFile), source), root)
    const lines = [...names].toSorted(byName).map(([exported, kind]) => `  ${kind} ${exported}\n`)
    return [`\n${path.posix.join(name, entry)}\n${lines.join('')}`]
  })
  return `Everything that others can import from ${name}. Written by pnpm docs:write.\n${entries.join('')}`
}

/** A list that the sources have left behind: a name that comes or goes is a change for others, to be seen in review. */
export function checkExports(manifestFile: string, root: string = ROOT): Problem[] {
  const expected = describeExports(manifestFile, root)
  if (expected === undefined) return []
  const file = listOf(manifestFile)
  if (existsSync(path.join(root, file)) && readText(file, root) === expected) return []
  return [
    { file, line: 0, message: 'is not what the package exports: run pnpm docs:write and look at the change' },
  ]
}

export function listOf(manifestFile: string): string {
  return path.posix.join(path.posix.dirname(manifestFile), LIST)
}

/** The names that a source file exports, its own and those of others that it passes on. */
export function readExports(file: string, root: string = ROOT): ExportedNames {
  const text = readText(file, root).replaceAll(COMMENT, '')
  const names = new Map<string, string>()
  for (const [, kind = '', name = ''] of text.matchAll(DECLARED))
    names.set(name, kind === 'interface' ? 'type' : kind)
  const from = (specifier: string): ExportedNames => readExports(resolve(file, specifier), root)
  for (const [, onlyTypes, specifier = ''] of text.matchAll(EVERYTHING))
    for (const [name, kind] of from(specifier)) names.set(name, onlyTypes === undefined ? kind : 'type')
  for (const [, onlyTypes, list = '', specifier] of text.matchAll(NAMED)) {
    const known = specifier === undefined ? names : from(specifier)
    for (const { isType, name, as } of list.split(',').flatMap(readItem))
      names.set(as, onlyTypes !== undefined || isType ? 'type' : (known.get(name) ?? 'const'))
  }
  return names
}

function readItem(item: string): { isType: boolean; name: string; as: string }[] {
  const [, type, name, as = name] = /^\s*(type )?(\w+)(?: as (\w+))?\s*$/.exec(item) ?? []
  return name === undefined || as === undefined ? [] : [{ isType: type !== undefined, name, as }]
}

/** Of a package of ours: its first entry. */
function resolve(file: string, specifier: string): string {
  return specifier.startsWith('.')
    ? path.posix.join(path.posix.dirname(file), specifier)
    : `packages/${specifier.replace('@jointo/', '')}/src/index.ts`
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  const [lowA, lowB] = [a.toLowerCase(), b.toLowerCase()]
  return lowA === lowB ? (a < b ? -1 : 1) : lowA < lowB ? -1 : 1
}
