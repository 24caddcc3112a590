/** Kinds of values. `boolean` is always two words; `file` is anything that is uploaded as bytes. */
export type Kind = 'string' | 'number' | 'boolean' | 'null' | 'file' | 'function'

export interface Field {
  optional: boolean
  /** Read when wanted: types may hold themselves. */
  shape: () => Shape
}

export interface ObjectShape {
  fields: ReadonlyMap<string, Field>
  /** What fields of any other name hold, where it takes such. */
  others: (() => Shape) | undefined
}

/** What a value may be, whichever way its type is written. */
export interface Shape {
  /** Which types it was read from; the same id is the same shape. */
  id: string
  /** `any`, `unknown`, and what can not be looked into. */
  anything: boolean
  kinds: ReadonlySet<Kind>
  /** Single values as JSON: `"1280:720"`, `5`, `true`. */
  words: ReadonlySet<string>
  /** One for each kind of list it may be. */
  items: readonly (() => Shape)[]
  /** One for each kind of object it may be. */
  objects: readonly ObjectShape[]
}

/** Either of them. */
export function unite(shapes: readonly Shape[]): Shape {
  const [first] = shapes
  if (first !== undefined && shapes.length === 1) return first
  return {
    id: [...new Set(shapes.map(({ id }) => id))].toSorted().join('|'),
    anything: shapes.some(({ anything }) => anything),
    kinds: new Set(shapes.flatMap(({ kinds }) => [...kinds])),
    words: new Set(shapes.flatMap(({ words }) => [...words])),
    items: shapes.flatMap(({ items }) => items),
    objects: shapes.flatMap(({ objects }) => objects),
  }
}

/** One object with the fields of all; a field is required when each of them requires it. */
export function merge(objects: readonly ObjectShape[]): ObjectShape {
  const [first] = objects
  if (first !== undefined && objects.length === 1) return first
  const names = new Set(objects.flatMap(({ fields }) => [...fields.keys()]))
  const fields = new Map([...names].map((name) => [name, mergeField(objects, name)]))
  const others = objects.flatMap((object) => object.others ?? [])
  return { fields, others: others.length > 0 ? () => unite(others.map((other) => other())) : undefined }
}

function mergeField(objects: readonly ObjectShape[], name: string): Field {
  const found = objects.flatMap(({ fields }) => fields.get(name) ?? [])
  return {
    optional: found.length < objects.length || found.some(({ optional }) => optional),
    shape: () => unite(found.map(({ shape }) => shape())),
  }
}

/** Whether a single value, written as JSON, fits. */
export function accepts(shape: Shape, word: string): boolean {
  return shape.anything || shape.words.has(word) || shape.kinds.has(kindOf(word))
}

/** Whether it fits and, where words are offered beside any text, is one of them. */
export function offers(shape: Shape, word: string): boolean {
  if (shape.words.has(word)) return true
  return accepts(shape, word) && ![...shape.words].some((other) => kindOf(other) === kindOf(word))
}

export function kindOf(word: string): Kind {
  if (word.startsWith('"')) return 'string'
  return word === 'true' || word === 'false' ? 'boolean' : 'number'
}
