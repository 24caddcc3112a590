import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type ts from 'typescript-classic'
import { dataParameter } from './methods.ts'
import { declarationsOf, importType, type ReadTypes } from './program.ts'
import type { ShapeReader } from './read-shape.ts'
import type { Counterpart, SDK } from './sdk.ts'
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
  objects: [{ fields: new Map(), open: false }],
}

/** Our methods that do the work of one of the SDK's. */
export function methodsIn(counterpart: Counterpart): readonly string[] {
  if (typeof counterpart === 'string') return [counterpart]
  return 'methods' in counterpart ? counterpart.methods : counterpart
}

/** A piece of TypeScript that names both clients and what each method of ours takes. */
export function entryOf(sdk: SDK, folder: string): string {
  const source = path.resolve(ROOT, sdk.ours.folder, 'src/index.ts')
  return [
    importType(sdk.client, 'SDK', declarationsOf(folder)),
    importType(sdk.ours.client, 'Ours', source),
    `import type * as ours from ${JSON.stringify(source)}`,
    'export type { SDK, Ours }',
    ...Object.values(sdk.pairs).flatMap((pair, index) =>
      typeof pair === 'object' && 'sent' in pair
        ? [`export type Sent${index} = ${pair.sent}`]
        : methodsIn(pair).map(
            (method) => `export type ${parametersName(index, method)} = Parameters<Ours['${method}']>`,
          ),
    ),
    ...Object.values(sdk.pairs).map(
      (pair, index) =>
        `export type Answered${index} = Awaited<ReturnType<Ours['${methodsIn(pair)[0] ?? ''}']>>`,
    ),
  ].join('\n')
}

/** What our methods take, of which any is enough. */
export function shapeOfOurs(pair: Counterpart, index: number, types: ReadTypes, reader: ShapeReader): Shape {
  if (typeof pair === 'object' && 'sent' in pair) return reader.read(types.typeOf(`Sent${index}`))
  const found = methodsIn(pair)
    .map((method) => types.typeOf(parametersName(index, method)))
    .map((parameters) => dataParameter(parameters, types.checker))
    .filter((type): type is ts.Type => type !== undefined)
  return found.length === 0 ? NOTHING : unite(found.map((type) => reader.read(type)))
}

/** What our method answers; of several, the first. */
export function replyOfOurs(index: number, types: ReadTypes, reader: ShapeReader): Shape {
  return reader.read(types.typeOf(`Answered${index}`))
}

/** Leaves out how a caller sends what the package does not know. */
export function withoutEscapes(shape: Shape, escapes: readonly string[]): Shape {
  const objects = shape.objects
    .map(({ fields, open }) => ({
      fields: new Map([...fields].filter(([name]) => !escapes.includes(name))),
      open,
      onlyEscapes: fields.size > 0 && [...fields.keys()].every((name) => escapes.includes(name)),
    }))
    .filter(({ onlyEscapes }) => !onlyEscapes)
  return { ...shape, objects }
}

function parametersName(index: number, method: string): string {
  return `Sent${index}_${method}`
}

/** A body that may be null may be left out. */
export function withoutNull(shape: Shape): Shape {
  return { ...shape, kinds: new Set([...shape.kinds].filter((kind) => kind !== 'null')) }
}
