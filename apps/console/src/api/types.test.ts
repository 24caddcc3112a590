import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** What the console says of the API's answers, held against what the API says of them. */
const SHAPES = {
  'types.ts': {
    Output: 'JobOutput',
    Job: 'Job',
    Model: 'Model',
    Quote: 'Quote',
    Balance: 'CreditBalance',
    Asset: 'Asset',
    LedgerEntry: 'LedgerEntry',
    Delivery: 'WebhookDelivery',
  },
  '../operator/types.ts': { Account: 'Account', ApiKey: 'ApiKey', Invariants: 'Invariants' },
} as const

interface Schema {
  type?: string | string[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const document: { components: { schemas: Record<string, Schema> } } = JSON.parse(
  read('../../../api/openapi.json'),
)
const { schemas } = document.components

const canBeNull = ({ type, anyOf = [], oneOf = [] }: Schema): boolean =>
  [type].flat().includes('null') || [...anyOf, ...oneOf].some(canBeNull)

/** The fields of an interface as they are written, those of nested objects left out: `[name, optional, type]`. */
function fieldsOf(source: string, name: string): [string, boolean, string][] {
  const body = new RegExp(String.raw`export interface ${name} \{\n([\s\S]*?)\n\}`).exec(source)?.[1] ?? ''
  return [...body.matchAll(/^ {2}(\w+)(\??): ([^\n{]*|\{[^\n]*|\{\n[\s\S]*?^ {2}\}.*)$/gm)].map(
    ([, field = '', mark, type = '']) => [field, mark === '?', type],
  )
}

describe.each(Object.entries(SHAPES))('%s', (file, shapes) => {
  const source = read(file)
  test.each(Object.entries(shapes))('%s is what the API calls %s', (name, schemaName) => {
    const { properties = {}, required = [] } = schemas[schemaName] ?? {}
    const fields = fieldsOf(source, name)
    expect(fields.length).toBeGreaterThan(1)
    for (const [field, isOptional, type] of fields) {
      const schema = properties[field]
      expect(schema, `${schemaName} has no ${field}`).toBeDefined()
      expect([field, isOptional]).toEqual([field, !required.includes(field)])
      expect([field, type.endsWith(' | null')]).toEqual([field, canBeNull(schema ?? {})])
    }
  })
})

test('every kind of the API is one of the console’s', () => {
  const [, list = ''] = /export type Kind =([\s\S]*?)\n\n/.exec(read('types.ts')) ?? []
  const kinds = new Set([...list.matchAll(/'(\w+)'/g)].map(([, kind]) => kind))
  expect(kinds).toEqual(new Set(schemas['Kind']?.enum))
})
