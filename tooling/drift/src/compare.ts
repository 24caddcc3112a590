import { accepts, kindOf, merge, offers, unite, type Field, type ObjectShape, type Shape } from './shape.ts'

/** One thing that is not the same on both sides: where, and what, in words. */
export interface Difference {
  /** `['gen4.5', 'ratio']`; empty for the whole. */
  path: readonly string[]
  what: string
}

/**
 * How strict to be. Of what is sent, every difference counts; of what is answered, only what ours does not read: a reply
 * of ours may be flatter than the vendor's union, and its fields optional.
 */
export type Direction = 'sent' | 'answered'

const MISSING = 'is missing'

/** Fields whose single value tells the members of a union apart; the first that fits is taken. */
const DISCRIMINATORS = ['model', 'type', 'mode', 'status', 'role', 'object']

/** Everything that the vendor's type and ours do not have in common. */
export function compare(vendor: Shape, ours: Shape, direction: Direction = 'sent'): Difference[] {
  const found = [...compareShapes({ vendor, ours, path: [], above: [], direction })]
  return direction === 'sent' ? found : found.filter(({ what }) => what.endsWith(MISSING))
}

interface Place<T> {
  vendor: T
  ours: T
  path: readonly string[]
  /** Pairs of shapes that this one lies in, so that a type which holds itself comes to an end. */
  above: readonly string[]
  direction: Direction
}

function* compareShapes(place: Place<Shape>): Generator<Difference> {
  const { vendor, ours, above } = place
  const pair = `${vendor.id} ${ours.id}`
  if (vendor.anything || ours.anything || above.includes(pair)) return
  const inside = { path: place.path, direction: place.direction, above: [...above, pair] }
  yield* compareValues(place)
  if (vendor.items.length > 0 && ours.items.length > 0) {
    const [there, here] = [vendor, ours].map(({ items }) => unite(items.map((item) => item())))
    if (there && here)
      yield* compareShapes({ ...inside, vendor: there, ours: here, path: listOf(place.path) })
  }
  if (vendor.objects.length > 0 && ours.objects.length > 0) {
    yield* compareObjects({ ...inside, vendor: vendor.objects, ours: ours.objects })
  }
}

/** Words and kinds. Where ours takes any text and offers no words, it takes the vendor's words too: that is no difference. */
function* compareValues(place: Place<Shape>): Generator<Difference> {
  const { vendor, ours } = place
  const tell = (what: string): Difference => differenceAt(place.path, what)
  for (const word of vendor.words) if (!offers(ours, word)) yield tell(`value ${word} ${MISSING}`)
  for (const kind of kindsOf(vendor)) if (!kindsOf(ours).has(kind)) yield tell(`${kind} ${MISSING}`)
  for (const word of ours.words) if (!accepts(vendor, word)) yield tell(`value ${word} is ours alone`)
  const thereByWords = new Set<string>([...vendor.words].map(kindOf))
  for (const kind of kindsOf(ours)) {
    if (kindsOf(vendor).has(kind) || thereByWords.has(kind)) continue
    yield tell(`${kind} is ours alone`)
  }
}

function kindsOf(shape: Shape): Set<string> {
  const kinds = new Set<string>(shape.kinds)
  if (shape.items.length > 0) kinds.add('list')
  if (shape.objects.length > 0) kinds.add('object')
  return kinds
}

/** Unions are compared member by member where a field tells the members apart, else as one object with all fields. */
function* compareObjects(place: Place<readonly ObjectShape[]>): Generator<Difference> {
  const { vendor, ours, path } = place
  const name = discriminator(vendor)
  if (name === undefined) {
    yield* compareFields({ ...place, vendor: merge(vendor), ours: merge(ours) })
    return
  }
  for (const word of wordsOf(vendor, name)) {
    const label = String(JSON.parse(word))
    const matching = ours.filter((member) => takes(member, name, word))
    if (!matching.some((member) => takes(member, name, word, offers))) {
      yield differenceAt([...path, label], `${name} ${MISSING}`)
    }
    if (matching.length > 0) {
      const there = merge(vendor.filter((member) => takes(member, name, word)).map(without(name)))
      const here = merge(matching.map(without(name)))
      yield* compareFields({ ...place, vendor: there, ours: here, path: [...path, label] })
    }
  }
  for (const word of wordsOf(ours, name)) {
    if (!vendor.some((member) => takes(member, name, word)))
      yield differenceAt([...path, String(JSON.parse(word))], `${name} is ours alone`)
  }
}

function discriminator(members: readonly ObjectShape[]): string | undefined {
  if (members.length < 2) return undefined
  return DISCRIMINATORS.find((name) =>
    members.every(({ fields }) => {
      const shape = fields.get(name)?.shape()
      return shape !== undefined && shape.words.size > 0 && !shape.anything && kindsOf(shape).size === 0
    }),
  )
}

function wordsOf(members: readonly ObjectShape[], name: string): Set<string> {
  return new Set(members.flatMap(({ fields }) => [...(fields.get(name)?.shape().words ?? [])]))
}

function takes({ fields, others }: ObjectShape, name: string, word: string, fits = accepts): boolean {
  const shape = fields.get(name)?.shape() ?? others?.()
  return shape !== undefined && (shape.anything || fits(shape, word))
}

function without(name: string): (member: ObjectShape) => ObjectShape {
  return ({ fields, others }) => ({
    fields: new Map([...fields].filter(([field]) => field !== name)),
    others,
  })
}

function* compareFields(place: Place<ObjectShape>): Generator<Difference> {
  const { vendor, ours, direction } = place
  for (const [name, there] of vendor.fields) {
    const here = ours.fields.get(name)
    const path = [...place.path, name]
    if (here) yield* compareField({ ...place, vendor: there, ours: here, path })
    else if (ours.others) yield* compareShapes({ ...place, vendor: there.shape(), ours: ours.others(), path })
    else if (!isFunction(there)) {
      yield differenceAt(
        path,
        there.optional || direction === 'answered' ? `field ${MISSING}` : `required field ${MISSING}`,
      )
    }
  }
  for (const name of ours.fields.keys()) {
    if (!vendor.fields.has(name) && !vendor.others)
      yield differenceAt([...place.path, name], 'field is ours alone')
  }
  if (vendor.others && ours.others) {
    yield* compareShapes({
      ...place,
      vendor: vendor.others(),
      ours: ours.others(),
      path: [...place.path, '*'],
    })
  } else if (vendor.others && direction === 'sent') yield differenceAt(place.path, 'other fields are missing')
}

function* compareField(place: Place<Field>): Generator<Difference> {
  const { vendor, ours, direction } = place
  if (direction === 'sent' && vendor.optional && !ours.optional) {
    yield differenceAt(place.path, 'required here, optional there')
  }
  if (direction === 'sent' && !vendor.optional && ours.optional) {
    yield differenceAt(place.path, 'optional here, required there')
  }
  yield* compareShapes({ ...place, vendor: vendor.shape(), ours: ours.shape() })
}

function isFunction({ shape }: Field): boolean {
  const { kinds, objects } = shape()
  return kinds.has('function') && objects.length === 0
}

function listOf(path: readonly string[]): readonly string[] {
  return [...path.slice(0, -1), `${path.at(-1) ?? ''}[]`]
}

function differenceAt(path: readonly string[], what: string): Difference {
  return { path, what }
}
