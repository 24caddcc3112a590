import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { edits } from '../src/edits.ts'
import { readNames } from '../src/names.ts'
import { planVendor, type Plan } from '../src/plan.ts'
import { ROOT } from './helpers/repository-copy.ts'

const files = [...new Set(edits.map(({ file }) => file))]

/** Only what a plan reads. */
let root: string
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'jointo-plan-'))
  for (const file of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    cpSync(path.join(ROOT, file), path.join(root, file))
  }
})
afterAll(() => rmSync(root, { recursive: true }))

const plan = (name: string): Plan => planVendor(root, readNames(name), '2026-11-25')
const listAll = (): string[] => readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()

describe('a plan', () => {
  it('changes each list once, and writes nothing', () => {
    const before = listAll()
    const { changed } = plan('north-star')
    expect(changed.map(({ file }) => file)).toEqual(files)
    for (const { file, text } of changed) expect(text).not.toBe(readFileSync(path.join(root, file), 'utf8'))
    expect(listAll()).toEqual(before)
  })

  it('names every spelling of the vendor, and today', () => {
    const { created } = plan('north-star')
    const find = (file: string): string => created.find((one) => one.file === file)?.text ?? ''
    expect(find('packages/client-north-star/src/client.ts')).toContain('export class NorthStarClient')
    expect(find('packages/client-north-star/src/profile.ts')).toContain("'NORTH_STAR_API_KEY'")
    expect(find('packages/providers/src/north-star/provider.ts')).toContain("const VENDOR = 'North Star'")
    expect(find('packages/providers/src/north-star/catalogue.ts')).toContain("checked: '2026-11-25'")
  })

  it('takes a second vendor beside the first', () => {
    const { created, changed } = plan('acme')
    for (const { file, text } of changed) writeFileSync(path.join(root, file), text)
    try {
      expect(plan('north-star').created).toHaveLength(created.length)
      expect(() => plan('acme')).toThrow(/has a \w+ already: choose another name/)
    } finally {
      for (const file of files) cpSync(path.join(ROOT, file), path.join(root, file))
    }
  })

  it.each(edits)('says that $list is not in $file', ({ file, list }) => {
    writeFileSync(path.join(root, file), '// rewritten\n')
    try {
      expect(() => plan('north-star')).toThrow(
        new RegExp(`${escape(file)}: ${escape(list)} not found[^]*Nothing was written`),
      )
    } finally {
      cpSync(path.join(ROOT, file), path.join(root, file))
    }
  })

  it.each([
    ['admin', 'ADMIN_API_KEY'],
    ['runway', 'RunwayProvider'],
    ['ai-hub-mix', 'AiHubMixProvider'],
  ])('refuses %s, for there is a %s', (name, word) => {
    expect(() => plan(name)).toThrow(new RegExp(word, 'i'))
  })
})

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
