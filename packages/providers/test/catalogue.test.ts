import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { describe as describeModel } from '../catalogue/describe.ts'
import { readCatalogue } from '../catalogue/read-catalogue.ts'
import { writePage } from '../catalogue/write-page.ts'
import { writeTypes } from '../catalogue/write-types.ts'
import { parseCredits } from '../src/index.ts'

const entries = readCatalogue()

it('has each id once', () => {
  const ids = entries.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)])
})

it.each(entries)('$id says what it is, where its price was read and when', ({ model }) => {
  expect(model.title).toMatch(/\S/)
  expect(model.description).toMatch(/\.$/)
  if (model.price !== undefined) {
    expect(model.price.source).toMatch(/\S{4}/)
    expect(model.price.checked).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(Date.parse(model.price.checked)).toBeLessThanOrEqual(Date.now())
    for (const { credits } of model.price.rates) expect(parseCredits(credits)).toBeGreaterThan(0n)
  }
  if (model.deprecation !== undefined) {
    expect(Number.isNaN(Date.parse(model.deprecation.ends))).toBe(false)
    expect(model.deprecation.source).toMatch(/\S/)
  }
})

it.each(entries.filter(({ model }) => model.deprecation?.successor !== undefined))(
  '$id is followed by a model that exists',
  ({ vendor, model }) => {
    expect(entries.map(({ id }) => id)).toContain(`${vendor}/${model.deprecation?.successor}`)
  },
)

it.each(entries)('$id only limits words that it takes', ({ model: { limits } }) => {
  const limited = [
    limits.maxPromptLength && 'prompt',
    limits.maxTextLength && 'text',
    limits.sizes && 'size',
    limits.aspectRatios && 'aspect_ratio',
    limits.resolutions && 'resolution',
    limits.durations && 'duration_seconds',
    limits.images && 'images',
    limits.qualities && 'quality',
    limits.formats && 'format',
    limits.styles && 'style',
    limits.voices && 'voice',
    limits.languages && 'language',
    limits.backgrounds && 'background',
    limits.strength && 'strength',
    ...(limits.required ?? []),
  ].filter((word) => typeof word === 'string')
  expect(limits.inputs).toEqual(expect.arrayContaining(limited))
})

it('fits the types that were made of it', async () => {
  const file = new URL('../src/model-inputs.generated.ts', import.meta.url)
  const bare = (text: string): string => text.replaceAll(/[\s|]+/g, ' ').replaceAll(': ', ':')
  expect(bare(await readFile(file, 'utf8')), 'run pnpm catalogue --write-types').toBe(
    bare(writeTypes(entries)),
  )
})

it('fits the page that was made of it', async () => {
  const page = await readFile(new URL('../../../docs/models.md', import.meta.url), 'utf8')
  expect(page, 'run pnpm docs:write').toBe(writePage(entries))
})

it('is printed without gaps', () => {
  for (const entry of entries)
    expect(
      describeModel(entry)
        .slice(0, 3)
        .every((cell) => cell.length > 0),
    ).toBe(true)
})
