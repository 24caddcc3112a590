import { z } from 'zod'

/** Deeper than this the shortest choice is taken, so that schemas that name themselves come to an end. */
const DEEP = 6
/** What one answer consists of at most, whatever a schema asks for. */
const MOST_VALUES = 2_000
const MOST_CHARACTERS = 4_000

const number = z.number().optional().catch(undefined)
const text = z.string().optional().catch(undefined)
const schemas = z.array(z.unknown()).optional().catch(undefined)
const named = z.record(z.string(), z.unknown()).optional().catch(undefined)

const nodeSchema = z.object({
  $ref: text,
  type: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
  enum: schemas,
  anyOf: schemas,
  oneOf: schemas,
  allOf: schemas,
  properties: named,
  required: z.array(z.string()).optional().catch(undefined),
  items: z.unknown().optional(),
  prefixItems: schemas,
  minItems: number,
  format: text,
  minLength: number,
  maxLength: number,
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: number,
})

type Node = z.infer<typeof nodeSchema>

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T12:00:00Z',
  date: '2026-01-31',
  time: '12:00:00Z',
  duration: 'P1D',
  email: 'somebody@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
}

/** A value that fits a JSON Schema, with the given words as its texts. What is no schema is taken as one that wants a text. */
export function sampleOf(schema: unknown, words: string): unknown {
  return new Sampler(schema, words).value(schema, 0)
}

class Sampler {
  readonly #root: unknown
  readonly #words: string
  #left = MOST_VALUES

  constructor(root: unknown, words: string) {
    this.#root = root
    this.#words = words
  }

  value(schema: unknown, depth: number): unknown {
    this.#left -= 1
    if (this.#left < 0) return null
    const fixed = constantOf(schema)
    if (fixed !== undefined) return fixed.value
    const node = this.#resolve(schema, depth)
    if (node.enum !== undefined) return node.enum[0]
    switch (typeOf(node)) {
      case 'null':
        return null
      case 'boolean':
        return true
      case 'integer':
        return numberFor(node, true)
      case 'number':
        return numberFor(node, false)
      case 'array':
        return this.#list(node, depth)
      case 'object':
        return this.#object(node, depth)
      default:
        return textFor(node, this.#words)
    }
  }

  /** The schema itself, with what it refers to and the choice that is taken laid over it. */
  #resolve(schema: unknown, depth: number, steps = 0): Node {
    const node = nodeSchema.safeParse(schema).data ?? {}
    const options = node.anyOf ?? node.oneOf
    const others = [
      ...(node.$ref === undefined ? [] : [this.#find(node.$ref)]),
      ...(options === undefined ? [] : [choose(options, depth)]),
      ...(node.allOf ?? []),
    ]
    if (others.length === 0 || steps > DEEP) return node
    const { $ref: _ref, anyOf: _any, oneOf: _one, allOf: _all, ...own } = node
    const parts = others.map((other) => {
      const fixed = constantOf(other)
      return fixed === undefined ? this.#resolve(other, depth, steps + 1) : { enum: [fixed.value] }
    })
    return [own, ...parts].reduce(together, {})
  }

  /** `#/$defs/address` */
  #find(reference: string): unknown {
    const path = reference.split('/').slice(1)
    return path.reduce<unknown>((place, step) => {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
      return Object.getOwnPropertyDescriptor(Object(place), name)?.value
    }, this.#root)
  }

  #list({ prefixItems = [], items, minItems }: Node, depth: number): unknown[] {
    const most = depth > DEEP ? 0 : 1
    const length = Math.min(
      Math.max(minItems ?? (items === undefined ? 0 : most), prefixItems.length),
      this.#left,
    )
    return Array.from({ length: Math.max(length, 0) }, (_, at) =>
      this.value(prefixItems[at] ?? items, depth + 1),
    )
  }

  #object({ properties = {}, required = [] }: Node, depth: number): Record<string, unknown> {
    const names = Object.keys(properties).filter((name) => depth <= DEEP || required.includes(name))
    return Object.fromEntries(names.map((name) => [name, this.value(properties[name], depth + 1)]))
  }
}

function constantOf(schema: unknown): { value: unknown } | undefined {
  return typeof schema === 'object' && schema !== null && Object.hasOwn(schema, 'const')
    ? { value: Reflect.get(schema, 'const') }
    : undefined
}

/** Of alternatives the first; deep down nothing, where that may be. */
function choose(options: readonly unknown[], depth: number): unknown {
  const empty = options.find((option) => nodeSchema.safeParse(option).data?.type === 'null')
  return depth > DEEP && empty !== undefined ? empty : options[0]
}

function together(one: Node, other: Node): Node {
  return {
    ...one,
    ...Object.fromEntries(Object.entries(other).filter(([, value]) => value !== undefined)),
    properties: one.properties || other.properties ? { ...one.properties, ...other.properties } : undefined,
    required: [...(one.required ?? []), ...(other.required ?? [])],
  }
}

function typeOf({ type, properties, items, prefixItems }: Node): string {
  const named = typeof type === 'string' ? type : (type?.find((one) => one !== 'null') ?? type?.[0])
  if (named !== undefined) return named
  if (properties !== undefined) return 'object'
  return items === undefined && prefixItems === undefined ? 'string' : 'array'
}

function textFor({ format, minLength = 0, maxLength = MOST_CHARACTERS }: Node, words: string): string {
  const known = format === undefined ? undefined : FORMATS[format]
  if (known !== undefined) return known
  const least = Math.min(minLength, MOST_CHARACTERS)
  return words.padEnd(least, '.').slice(0, Math.max(0, Math.min(maxLength, MOST_CHARACTERS)))
}

/** One, or what lies nearest to it within the bounds. */
function numberFor(node: Node, isWhole: boolean): number {
  const {
    minimum = -Infinity,
    maximum = Infinity,
    exclusiveMinimum = -Infinity,
    exclusiveMaximum = Infinity,
  } = node
  const step = node.multipleOf ?? (isWhole ? 1 : 0)
  const [low, high] = [Math.max(minimum, exclusiveMinimum), Math.min(maximum, exclusiveMaximum)]
  const fits = (value: number): boolean =>
    value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum
  const near = Math.min(Math.max(1, low), high)
  if (step > 0) {
    const up = Math.ceil(near / step) * step
    const down = Math.floor(near / step) * step
    return [up, down, up + step, down - step].find(fits) ?? near
  }
  const between = Number.isFinite(low) && Number.isFinite(high) ? (low + high) / 2 : near
  return [near, between, low + 1, high - 1].find(fits) ?? near
}
