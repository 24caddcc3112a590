import { fileURLToPath } from 'node:url'
import type ts from 'typescript-classic'
import { describe, expect, it } from 'vitest'
import { compare, type Direction } from './compare.ts'
import { readTypes } from './program.ts'
import { ShapeReader } from './read-shape.ts'

const fixtures = fileURLToPath(new URL('../test/fixtures/pairs.ts', import.meta.url))
const types = readTypes(`export * from ${JSON.stringify(fixtures)}`)
const reader = new ShapeReader(types.checker)

function differences(name: string, direction?: Direction): string[] {
  const [vendor, ours] = types.checker.getTypeArguments(types.typeOf(name) as ts.TypeReference)
  if (!vendor || !ours) throw new Error(`${name} is no pair`)
  return compare(reader.read(vendor), reader.read(ours), direction).map(
    ({ path, what }) => `${path.join(' › ')}: ${what}`,
  )
}

describe('tells', () => {
  it.each([
    ['MissingModel', ['large: model is missing']],
    ['SurplusModel', ['large: model is ours alone']],
    ['MissingField', ['b: field is missing']],
    ['MissingRequiredField', ['b: required field is missing']],
    ['SurplusField', ['b: field is ours alone']],
    ['FieldOfOneModel', ['small › seed: field is missing']],
    ['MissingValue', ['small › ratio: value "16:9" is missing']],
    ['SurplusValue', ['size: value 4 is ours alone']],
    ['MissingBoolean', ['flag: value false is missing']],
    ['TextWithSuggestions', ['voice: string is missing']],
    ['OptionalThere', ['a: required here, optional there']],
    ['OptionalHere', ['a: optional here, required there']],
    ['MissingNull', ['a: null is missing']],
    ['MissingList', ['a: list is missing']],
    ['InsideList', ['items[] › role: value "last" is missing']],
    ['OpenThere', ['meta: other fields are missing']],
    ['InsideRecord', ['tails › * › color: value "blue" is missing']],
    ['RecordHere', ['blue: value 2 is missing', 'blue: value 1 is ours alone']],
    ['WordsBesideText', ['state: value "down" is missing']],
    ['ByIntersection', ['ratio: value "16:9" is missing', 'seed: field is missing']],
    ['Tree', ['leaf: field is ours alone']],
  ])('%s', (name, expected) => {
    expect(differences(name).sort()).toEqual(expected.sort())
  })
})

describe('finds nothing in', () => {
  it.each(['Same', 'AnyText', 'OptionalInBoth', 'OpenHere', 'NoSuchField', 'AnythingHere', 'Files'])(
    '%s',
    (name) => {
      expect(differences(name)).toEqual([])
    },
  )
})

describe('of a reply', () => {
  it.each(['SurplusField', 'SurplusValue', 'OptionalHere', 'OptionalThere'])('forgives %s', (name) => {
    expect(differences(name, 'answered')).toEqual([])
  })

  it.each([
    ['MissingRequiredField', ['b: field is missing']],
    ['StatusBesideText', ['down: status is missing']],
    ['MissingValue', ['small › ratio: value "16:9" is missing']],
  ])('tells %s', (name, expected) => {
    expect(differences(name, 'answered')).toEqual(expected)
  })
})
