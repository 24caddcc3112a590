import { isObject, type JsonObject } from '../src/openapi/json.ts'
import type { Described, Parameter } from './document.ts'
import { BOUNDARY, formBody, type FormSource } from './form.ts'
import { CONTENT_TYPES, HOSTILE_TEXTS } from './hostile.ts'
import { brokenText, mutated, toText } from './mutate.ts'
import type { Pool } from './pool.ts'
import type { Random } from './random.ts'
import { validValue, type ValueSource } from './values.ts'

/** How far from right a request is. */
export type Manner = 'valid' | 'near' | 'hostile'

export interface FuzzRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: Buffer | undefined
  manner: Manner
}

export interface Materials {
  document: JsonObject
  pool: Pool
}

/** One request for a route. The same random numbers make the same request. */
export function makeRequest(one: Described, { document, pool }: Materials, random: Random): FuzzRequest {
  const manner: Manner = random.pick(['valid', 'near', 'near', 'hostile'])
  const source: ValueSource = { document, random, known: (name) => pool.forField(name, one.path, random) }
  const headers: Record<string, string> = { ...authorization(one, manner, pool, random) }
  for (const { name, schema } of one.parameters.header) {
    if (random.chance(0.3)) headers[name] = headerValue(name, schema, manner, source)
  }
  const query = queryOf(one.parameters.query, manner, source)
  const path = one.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const isHostile = manner === 'hostile' && random.chance(0.5)
    const value = isHostile ? random.pick(HOSTILE_TEXTS) || 'x' : pool.forPath(one, name, random)
    return encode(value.slice(0, 2_000))
  })
  const body = bodyOf(one, manner, { ...source, file: pool.fileFor(one.path) }, headers)
  if (manner === 'hostile' && random.chance(0.1))
    headers['content-encoding'] = random.pick(['gzip', 'br', 'x'])
  if (random.chance(0.05)) headers['origin'] = random.pick(['null', 'https://evil.example'])
  if (random.chance(0.03))
    headers['range'] = random.pick(['bytes=0-3', 'bytes=9999999-', 'bytes=-0', 'bytes=a-b'])
  return { method: one.method, path: path + query, headers, body, manner }
}

function authorization(one: Described, manner: Manner, pool: Pool, random: Random): Record<string, string> {
  const right = one.isAdmin ? pool.adminKey : pool.key
  if (manner !== 'hostile' || random.chance(0.7)) return { authorization: `Bearer ${right}` }
  const value = random.pick([
    '',
    'Bearer',
    `Basic ${right}`,
    right,
    ...pool.otherKeys.map((key) => `Bearer ${key}`),
  ])
  return value === '' ? {} : { authorization: value }
}

function headerValue(name: string, schema: JsonObject, manner: Manner, source: ValueSource): string {
  const value =
    manner === 'valid'
      ? validValue(schema, source, name)
      : source.random.pick([...HOSTILE_TEXTS, 'order-1', '1'])
  // What HTTP can carry.
  return String(value)
    .replaceAll(/[^\x20-\x7e\x80-\xff]/g, '?')
    .slice(0, 1_000)
}

function queryOf(parameters: Parameter[], manner: Manner, source: ValueSource): string {
  const { random } = source
  const pairs: string[] = []
  for (const { name, required, schema } of parameters) {
    if (!required && !random.chance(0.3)) continue
    // A long poll is no defect.
    const value =
      manner === 'valid' || name === 'wait'
        ? name === 'wait'
          ? random.pick(['0', '1', '61', 'x'])
          : validValue(schema, source, name)
        : random.pick([...HOSTILE_TEXTS, String(validValue(schema, source, name))])
    pairs.push(`${name}=${encode(String(value).slice(0, 2_000))}`)
    if (manner === 'hostile' && random.chance(0.05)) pairs.push(`${name}=x`)
  }
  if (manner === 'hostile' && random.chance(0.1)) pairs.push('account_id=acc_1')
  if (manner === 'hostile' && random.chance(0.05)) pairs.push('%=%00')
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function bodyOf(
  one: Described,
  manner: Manner,
  source: FormSource,
  headers: Record<string, string>,
): Buffer | undefined {
  const { random } = source
  if (one.body.size === 0) return undefined
  const type = random.pick([...one.body.keys()])
  const schema = one.body.get(type) ?? {}
  headers['content-type'] = type === 'multipart/form-data' ? `${type}; boundary=${BOUNDARY}` : type
  if (manner === 'hostile' && random.chance(0.1)) headers['content-type'] = random.pick(CONTENT_TYPES)
  if (type === 'multipart/form-data') return formBody(schema, source)
  const value = withPartners(validValue(schema, source), source)
  const text = toText(manner === 'valid' ? value : mutated(value, random), random)
  return Buffer.from(manner === 'hostile' && random.chance(0.5) ? brokenText(text, random) : text)
}

/** A kind needs a model that makes it: otherwise most orders would end at that. */
function withPartners(value: unknown, { random, known }: ValueSource): unknown {
  if (!isObject(value) || !('kind' in value) || !random.chance(0.7)) return value
  const order = known('order')
  return isObject(order) ? { ...value, ...order } : value
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
