import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { validationError } from './validation-error.ts'

const schema = z.strictObject({
  n: z.int().min(1).max(10),
  input: z
    .strictObject({ images: z.array(z.strictObject({ role: z.enum(['mask']) })).optional() })
    .optional(),
})

function errorOf(value: unknown, target: 'json' | 'query' = 'json') {
  const { error } = schema.safeParse(value)
  if (error === undefined) throw new Error('expected the value to be refused')
  return validationError(error, target)
}

describe('validationError', () => {
  test('names the field', () => {
    expect(errorOf({ n: 0 })).toMatchObject({ status: 400, code: 'invalid_request', param: 'n' })
    expect(errorOf({ n: 1, input: { images: [{ role: 'mask' }, { role: 'x' }] } }).param).toBe(
      'input.images[1].role',
    )
  })

  test('names an unknown field where it lies', () => {
    const error = errorOf({ n: 1, input: { colour: 'red' } })
    expect(error).toMatchObject({ status: 400, param: 'input.colour' })
    expect(error.message).toBe('Unknown field input.colour: remove it or correct its name')
  })

  test('says query parameter for a query', () => {
    expect(errorOf({ n: 1, tenant_id: 'x' }, 'query').message).toContain('Unknown query parameter tenant_id')
  })

  test('says that the whole body is of the wrong type', () => {
    expect(errorOf([])).toMatchObject({ status: 400, code: 'invalid_type', param: undefined })
  })
})
