import { expect, it } from 'vitest'
import { readNames } from './names.ts'

it('spells a name in every way', () => {
  expect(readNames('north-star-2')).toEqual({
    kebab: 'north-star-2',
    camel: 'northStar2',
    pascal: 'NorthStar2',
    constant: 'NORTH_STAR_2',
    title: 'North Star 2',
  })
  expect(readNames('acme', 'ACME Labs').title).toBe('ACME Labs')
})

it.each([
  '',
  'Acme',
  'acme_labs',
  '2acme',
  'acme-',
  '-acme',
  'a--b',
  'acmé',
  'acme labs',
  '../acme',
  'a'.repeat(31),
])('refuses the name "%s"', (name) => expect(() => readNames(name)).toThrow(/small letters and digits/))

it.each(['class', 'mock', 'reset', 'image', 'standalone'])(
  'refuses "%s", which means something already',
  (name) => expect(() => readNames(name)).toThrow(/meaning of its own/),
)

it.each(["O'Neil", '`x`', '${x}', '', '<b>'])('refuses the title "%s"', (title) =>
  expect(() => readNames('acme', title)).toThrow(/can't be a title/),
)
