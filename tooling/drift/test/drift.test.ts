import { expect, it } from 'vitest'
import { findDrift } from '../src/drift.ts'
import type { SDK } from '../src/sdk.ts'
import { folderWith } from './helpers/folder.ts'

const declarations = `
declare class APIResource { protected _client: Vendor }
interface Page<Item> extends Promise<{ data: Item[] }> {}
export declare class Kites extends APIResource {
  create(body: { model: 'kite'; tail?: number; stream: true }, options?: object): Promise<never>
  create(body: { model: 'kite' | 'dragon'; tail?: number }, options?: object): Promise<{ id: string; cost: number }>
  retrieve(id: string, options?: object): Promise<{ id: string }>
  update(id: string, body?: { tail: number | null } | null, options?: object): Promise<void>
  list(query?: { limit?: number }, options?: object): Page<{ id: string }>
  list(options?: object): Page<{ id: string }>
}
export declare class Toys extends APIResource { kites: Kites }
export declare class Hidden extends APIResource { create(body: { a: 1 }): Promise<void> }
export declare class Vendor {
  toys: Toys
  hidden: Hidden
  get(path: string): Promise<unknown>
}`

const client = `
interface Unchecked { unchecked: Record<string, unknown> }
export class OurClient {
  createKite<const Model extends string>(
    params: { model: 'kite' & Model; tail?: number; extra?: object } | Unchecked, options?: object
  ): Promise<{ id: string }> { throw new Error(String(params)) }
  getKite(id: string): Promise<{ id: string }> { throw new Error(id) }
  updateKite(id: string, params: { tail: number }): Promise<boolean> { throw new Error(id + params.tail) }
  listKites(params: { limit?: number; cursor?: string } = {}): Promise<{ data: { id: string }[] }> { throw new Error(params.cursor) }
}`

const api =
  '| Method | Route |\n| --- | --- |\n| `createKite` | `POST /kites` |\n| `getKite`, `listKites` | `GET /kites` |\n'

function drift(pairs: SDK['pairs'], more: Partial<SDK> = {}): string[] {
  const sdk = folderWith({ 'package.json': '{"types":"./index.d.ts"}', 'index.d.ts': declarations })
  const folder = folderWith({ 'src/index.ts': client, 'api.md': api })
  const ours = { folder, client: 'OurClient', escapes: ['unchecked', 'extra'] }
  const all = {
    name: 'vendor',
    client: 'Vendor',
    resources: ['toys'],
    ours,
    replies: true,
    pairs,
    accepted: [],
  }
  return findDrift({ ...all, ...more }, sdk).flatMap(({ differences }) => differences)
}

const pairs = {
  'toys.kites.create': { methods: ['createKite'], sent: "{ model: 'kite' | 'dragon'; tail?: number }" },
  'toys.kites.retrieve': 'getKite',
  'toys.kites.list': 'listKites',
}

it('compares what is sent and what is answered, method by method', () => {
  expect(drift(pairs)).toEqual([
    'toys.kites.create › reply › cost: field is missing',
    'toys.kites.update: method is missing',
    'toys.kites.list › cursor: field is ours alone',
  ])
})

it('reads our methods where no type is named, without the ways to send what is unknown', () => {
  const found = drift({ ...pairs, 'toys.kites.create': 'createKite' }, { replies: false })
  expect(found).toContain('toys.kites.create › model: value "dragon" is missing')
  expect(found.filter((line) => /unchecked|extra/.test(line))).toEqual([])
})

it('takes what any of several methods takes', () => {
  const found = drift({ ...pairs, 'toys.kites.update': ['updateKite', 'listKites'] }, { replies: false })
  expect(found).toContain('toys.kites.update › limit: field is ours alone')
})

it('tells a method of ours that api.md does not list, and null inside a body that may be null', () => {
  expect(drift({ ...pairs, 'toys.kites.update': 'updateKite' }, { replies: false })).toEqual([
    'toys.kites.update: updateKite is not in api.md',
    'toys.kites.update › tail: null is missing',
    'toys.kites.list › cursor: field is ours alone',
  ])
})

it('compares the reply that is named in place of the method’s', () => {
  const create = { ...pairs['toys.kites.create'], reply: '{ cost: number }' }
  expect(drift({ ...pairs, 'toys.kites.create': create })).toContain(
    'toys.kites.create › reply › id: field is missing',
  )
})

it('tells a method that is gone from the SDK', () => {
  expect(drift({ ...pairs, 'toys.kites.fly': 'getKite' })).toContain(
    'toys.kites.fly: method is gone from the SDK',
  )
})

it('looks at every resource where none are named', () => {
  const { resources: _, ...rest } = { resources: undefined }
  expect(drift(pairs, rest)).not.toContain('hidden.create: method is missing')
})

it('throws when a client or a method is not there, in place of finding nothing', () => {
  expect(() => drift({ ...pairs, 'toys.kites.update': 'noMethod' })).toThrow("'noMethod' does not exist")
  expect(() => drift(pairs, { client: 'NoClient' })).toThrow('NoClient')
})
