import { expect, it } from 'vitest'
import { z } from 'zod'
import { checkArguments } from './check-arguments.ts'

const frames = z.tuple([z.strictObject({ uri: z.string(), position: z.literal('first') })])
const schema = z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('a'), size: z.number() }),
  z.strictObject({ model: z.literal('b'), image: z.union([z.string().min(3), frames]) }),
])

it.each([
  [{ model: 'a', size: 'x' }, 'size', /^size: .*number/],
  [{ model: 'a', size: 1, colour: 'red' }, 'colour', /colour/],
  [{ model: 'c' }, 'model', /'a' \| 'b'/],
  [{ model: 'b', image: 'x' }, 'image', /3/],
  [{ model: 'b', image: [{ uri: 5, position: 'first' }] }, 'image[0].uri', /a text/],
  [5, '', /^parameters: .*object/],
])('names what is wrong with %j', (params, param, message) => {
  const check = (): unknown => checkArguments<unknown>(schema, params)
  expect(check).toThrow(message)
  expect(check).toThrow(expect.objectContaining({ code: 'invalid_argument', param }))
})

it('hands back what is right', () => {
  expect(checkArguments<unknown>(schema, { model: 'a', size: 1 })).toEqual({ model: 'a', size: 1 })
})
