import ts from 'typescript-classic'
import type { Field, Kind, ObjectShape, Shape } from './shape.ts'

/** Names of types that are files to upload, here and in the SDKs. */
const FILES = new Set([
  'AsyncIterable',
  'Blob',
  'BunFile',
  'File',
  'FormFile',
  'ReadableStream',
  'Response',
  'StreamingFile',
  'Uint8Array',
])

/** Reads types into shapes, each type once. */
export class ShapeReader {
  readonly #checker: ts.TypeChecker
  readonly #known = new Map<ts.Type, Shape>()

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker
  }

  read(type: ts.Type): Shape {
    const known = this.#known.get(type)
    if (known) return known
    const shape = this.#readParts(type)
    this.#known.set(type, shape)
    return shape
  }

  #readParts(type: ts.Type): Shape {
    const parts = { anything: false, kinds: new Set<Kind>(), words: new Set<string>() }
    const items: ts.Type[] = []
    const objects: ts.Type[] = []
    for (const member of type.isUnion() ? type.types : [type]) {
      const kind = this.#kindOf(member)
      if (kind === 'nothing') continue
      else if (kind === 'anything') parts.anything = true
      else if (kind === 'word') parts.words.add(this.#wordOf(member))
      else if (kind === 'list') items.push(...this.#checker.getTypeArguments(member as ts.TypeReference))
      else if (kind === 'object') objects.push(member)
      else parts.kinds.add(kind)
    }
    return {
      ...parts,
      id: String(this.#known.size),
      items: items.map((item) => () => this.read(item)),
      objects: objects.map((object) => this.#readObject(object)),
    }
  }

  #kindOf(type: ts.Type): Kind | 'nothing' | 'anything' | 'word' | 'list' | 'object' {
    const has = (flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0
    if (has(ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never)) return 'nothing'
    if (has(ts.TypeFlags.Null)) return 'null'
    if (has(ts.TypeFlags.Literal)) return 'word'
    if (has(ts.TypeFlags.NumberLike)) return 'number'
    // `string & {}`: any text, with suggestions beside it.
    const parts = type.isIntersection() ? type.types : [type]
    if (parts.some((part) => (part.flags & ts.TypeFlags.StringLike) !== 0)) return 'string'
    if (parts.some((part) => FILES.has(part.getSymbol()?.name ?? ''))) return 'file'
    // Types that exclude each other make `never`, though TypeScript keeps the parts.
    if (type.isIntersection()) return this.#checker.typeToString(type) === 'never' ? 'nothing' : 'object'
    if (!has(ts.TypeFlags.Object)) return 'anything'
    if (this.#checker.isArrayType(type) || this.#checker.isTupleType(type)) return 'list'
    return type.getCallSignatures().length > 0 ? 'function' : 'object'
  }

  #wordOf(type: ts.Type): string {
    return type.isLiteral() ? JSON.stringify(type.value) : this.#checker.typeToString(type)
  }

  #readObject(type: ts.Type): ObjectShape {
    const fields = new Map<string, Field>()
    for (const property of this.#checker.getPropertiesOfType(type)) {
      const value = this.#checker.getTypeOfSymbol(property)
      if (isMachinery(property) || this.#isNothing(value)) continue
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0 || this.#mayBeLeftOut(value)
      fields.set(property.name, { optional, shape: () => this.read(value) })
    }
    const [other] = this.#checker.getIndexInfosOfType(type)
    return { fields, others: other && (() => this.read(other.type)) }
  }

  /** `field?: undefined` says that there is no such field. */
  #isNothing(type: ts.Type): boolean {
    const members = type.isUnion() ? type.types : [type]
    return members.every((member) => this.#kindOf(member) === 'nothing')
  }

  #mayBeLeftOut(type: ts.Type): boolean {
    const members = type.isUnion() ? type.types : [type]
    return members.some((member) => (member.flags & ts.TypeFlags.Undefined) !== 0)
  }
}

/** Private fields, and what every page of a list inherits, are no data. */
function isMachinery(property: ts.Symbol): boolean {
  const owner = property.valueDeclaration?.parent
  const isAbstract =
    owner !== undefined &&
    ts.isClassDeclaration(owner) &&
    owner.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword)
  return isAbstract === true || property.name.startsWith('__#') || property.name.startsWith('#')
}
