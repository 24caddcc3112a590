import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sampleOf } from './json-sample.ts'

interface Tree {
  name: string
  left: Tree | null
  branches: Tree[]
}
const tree: z.ZodType<Tree> = z.object({
  name: z.string(),
  get left() {
    return z.union([tree, z.null()])
  },
  get branches() {
    return z.array(tree)
  },
})

describe('a sample', () => {
  it.each([
    ['texts', z.object({ word: z.string(), short: z.string().max(3), long: z.string().min(40) })],
    ['known formats', z.object({ at: z.iso.datetime(), mail: z.email(), id: z.uuid(), link: z.url() })],
    ['whole numbers', z.object({ any: z.int(), some: z.int().min(7).max(9), few: z.int().max(-3) })],
    ['numbers', z.object({ part: z.number().gt(0).lt(0.5), third: z.number().multipleOf(3).min(10) })],
    ['choices', z.object({ colour: z.enum(['red', 'green']), fixed: z.literal('x'), no: z.null() })],
    ['alternatives', z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), n: z.int() })])],
    ['lists', z.object({ pair: z.tuple([z.string(), z.int()]), three: z.array(z.boolean()).min(3) })],
    ['what may be left out', z.object({ maybe: z.string().optional(), map: z.record(z.string(), z.int()) })],
    ['both of two', z.intersection(z.object({ a: z.string() }), z.object({ b: z.int() }))],
    ['what names itself', tree],
  ])('fits %s', (_what, schema) => {
    const sample = sampleOf(z.toJSONSchema(schema), 'The ferry leaves at seven.')
    expect(() => schema.parse(sample)).not.toThrow()
  })

  it('says the words', () => {
    expect(sampleOf(z.toJSONSchema(z.object({ title: z.string() })), 'a kite')).toEqual({ title: 'a kite' })
  })

  it.each([
    ['no schema', 7],
    ['nothing', undefined],
    ['a reference to nowhere', { $ref: '#/$defs/none' }],
    ['one to itself', { $ref: '#' }],
    ['a list without end', { type: 'array', minItems: 1e12, items: { type: 'array', minItems: 1e12 } }],
    ['a text without end', { type: 'string', minLength: 1e12 }],
    ['wrong words', { type: 5, properties: [], minimum: 'x' }],
  ])('comes to an end with %s', (_what, schema) => {
    expect(JSON.stringify(sampleOf(schema, 'words')).length).toBeLessThan(100_000)
  })
})
