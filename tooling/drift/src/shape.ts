/** Kinds of values beside single words. `file`: anything that is uploaded as bytes. */
export type Kind = 'string' | 'number' | 'null' | 'file' | 'function'

export interface Field {
  optional: boolean
  /** Read when wanted: types may hold themselves. */
  shape: () => Shape
}

export interface ObjectShape {
  fields: ReadonlyMap<string, Field>
  /** Takes fields of any other name too. */
  open: boolean
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
  return { fields, open: objects.some(({ open }) => open) }
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
  if (shape.anything || shape.words.has(word)) return true
  return shape.kinds.has(word.startsWith('"') ? 'string' : 'number') && !/^(true|false)$/.test(word)
}
