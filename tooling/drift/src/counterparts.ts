import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { dataParameter } from './methods.ts'
import { declarationsOf, importType, type ReadTypes } from './program.ts'
import type { ShapeReader } from './read-shape.ts'
import type { Counterpart, NamedCounterpart, SDK } from './sdk.ts'
import { unite, type Shape } from './shape.ts'

/** The root of the repository. */
export const ROOT: string = fileURLToPath(new URL('../../../', import.meta.url))

/** A call that sends nothing. */
export const NOTHING: Shape = {
  id: 'nothing',
  anything: false,
  kinds: new Set(),
  words: new Set(),
  items: [],
  objects: [{ fields: new Map(), others: undefined }],
}

/** Our methods that do the work of one of the SDK's. */
export function methodsIn(counterpart: Counterpart): readonly string[] {
  return named(counterpart).methods
}

/** A piece of TypeScript that names both clients, and what our methods take and answer. */
export function entryOf(sdk: SDK, folder: string): string {
  const source = path.resolve(ROOT, sdk.ours.folder, 'src/index.ts')
  return [
    importType(sdk.client, 'SDK', declarationsOf(folder)),
    importType(sdk.ours.client, 'Ours', source),
    `import type * as ours from ${JSON.stringify(source)}`,
    'export type { SDK, Ours }',
    ...Object.values(sdk.pairs).flatMap((pair, index) => {
      const { methods, sent, reply } = named(pair)
      const parameters = methods.map((method) => `Parameters<Ours['${method}']>`).join(' | ')
      return [
        `export type Sent${index} = ${sent === undefined ? parameters : `[params: ${sent}]`}`,
        `export type Reply${index} = ${reply ?? `Awaited<ReturnType<Ours['${methods[0] ?? ''}']>>`}`,
      ]
    }),
  ].join('\n')
}

/** What our methods take, of which any is enough. */
export function sentByOurs(index: number, types: ReadTypes, reader: ShapeReader): Shape {
  const lists = types.typeOf(`Sent${index}`)
  const found = (lists.isUnion() ? lists.types : [lists])
    .map((parameters) => dataParameter(parameters, types.checker))
    .filter((type) => type !== undefined)
  return found.length === 0 ? NOTHING : unite(found.map((type) => reader.read(type)))
}

/** What our method answers; of several, the first. */
export function replyOfOurs(index: number, types: ReadTypes, reader: ShapeReader): Shape {
  return reader.read(types.typeOf(`Reply${index}`))
}

/** Leaves out how a caller sends what the package does not know. */
export function withoutEscapes(shape: Shape, escapes: readonly string[]): Shape {
  const objects = shape.objects
    .map(({ fields, others }) => ({
      fields: new Map([...fields].filter(([name]) => !escapes.includes(name))),
      others,
      onlyEscapes: fields.size > 0 && [...fields.keys()].every((name) => escapes.includes(name)),
    }))
    .filter(({ onlyEscapes }) => !onlyEscapes)
  return { ...shape, objects }
}

/** A body that may be null may be left out. */
export function withoutNull(shape: Shape): Shape {
  return { ...shape, kinds: new Set([...shape.kinds].filter((kind) => kind !== 'null')) }
}

function named(counterpart: Counterpart): NamedCounterpart {
  if (typeof counterpart === 'string') return { methods: [counterpart] }
  return 'methods' in counterpart ? counterpart : { methods: counterpart }
}
