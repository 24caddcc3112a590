import { globSync } from 'node:fs'
import type { Problem } from './problem.ts'
import { ROOT } from './repository.ts'
import type { Source } from './settings.ts'

const FOLDER = /^(?:packages|apps|tooling|docs|docker|\.claude|\.ci)\//
/** Of the package that the document belongs to. */
const OWN_FOLDER = /^(?:src|test|bench|examples|drizzle)\//
const PACKAGE = /^(?:packages|apps|tooling)\/[^/]+\//
const ROUTE = /^(GET|POST|PUT|PATCH|DELETE) (\/[\w/{}.-]+)(?:\?\S*)?$/
const SETTING = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/
const IDENTIFIER = /^(?:[A-Za-z]\w*\.)*([A-Za-z]\w*)(?:\(\))?$/
const MIXED_CASE = /[a-z][A-Z]|^[A-Z]{2,}[a-z]/
/** Four words and more: what a log says. */
const MESSAGE = /^[a-z]+(?: [a-z’']+){3,}$/
/** Documents whose routes are ours: those of the clients are the vendors'. */
const OUR_ROUTES = /^(?!packages\/client-|packages\/http-base|tooling\/)/
/** Stands for any vendor in what explains how to add one. */
const ANY_VENDOR = /acme|ACME|Acme|<[\w-]+>/g

/** All that a document may name. */
export interface Vocabulary {
  words: ReadonlySet<string>
  routes: ReadonlySet<string>
  text: string
}

export function readVocabulary(sources: readonly Source[]): Vocabulary {
  const text = sources.map((source) => source.text).join('\n')
  const routes = sources
    .filter(({ file }) => file.startsWith('apps/api/src/'))
    .flatMap((source) => [...source.text.matchAll(/\b(?:path: |app\.get\()'(\/[^']*)'/g)])
    .map(([, path = '']) => withoutNames(path))
  return { words: new Set(text.match(/[A-Za-z_]\w*/g)), routes: new Set(routes), text }
}

/** Paths, routes, settings, identifiers and log lines in backticks that no longer exist. */
export function checkNames(
  file: string,
  text: string,
  vocabulary: Vocabulary,
  root: string = ROOT,
): Problem[] {
  let isCode = false
  return text.split('\n').flatMap((content, index) => {
    if (/^\s*(?:```|~~~)/.test(content)) isCode = !isCode
    if (isCode) return []
    return [...content.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => {
      const message = judge(file, code, vocabulary, root)
      return message === undefined ? [] : [{ file, line: index + 1, message }]
    })
  })
}

function judge(
  file: string,
  code: string,
  { words, routes, text }: Vocabulary,
  root: string,
): string | undefined {
  const name = code.replaceAll(ANY_VENDOR, '*')
  const folder = FOLDER.test(code) ? '' : OWN_FOLDER.test(code) ? PACKAGE.exec(file)?.[0] : undefined
  if (folder !== undefined && /^[\w./@*-]+$/.test(name)) {
    return globSync(`${folder}${name.replace(/\/$/, '')}`, { cwd: root }).length > 0
      ? undefined
      : `names ${code}, which does not exist`
  }
  const route = ROUTE.exec(code)
  if (route && OUR_ROUTES.test(file)) {
    return routes.has(withoutNames(route[2] ?? ''))
      ? undefined
      : `names ${code}, which is no route of the API`
  }
  if (MESSAGE.test(code)) return text.includes(code) ? undefined : `quotes “${code}”, which no source says`
  if (name.includes('*')) return undefined
  const identifier = SETTING.test(code) ? code : IDENTIFIER.exec(code)?.[1]
  if (identifier === undefined || !(SETTING.test(identifier) || MIXED_CASE.test(identifier))) return undefined
  return words.has(identifier) ? undefined : `names ${code}, which no source has`
}

const withoutNames = (path: string): string => path.replaceAll(/\{[^}]*\}|:\w+/g, '{}')
