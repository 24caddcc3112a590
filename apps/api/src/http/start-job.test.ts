import { expect, test } from 'vitest'
import { ApiError } from '../errors/api-error.ts'
import { renameField } from './start-job.ts'

test.each([
  ['input.text', 'input'],
  ['input.seed', 'seed'],
  ['provider_options.temperature', 'temperature'],
  ['kind', 'model'],
])('%s is %s to whoever calls an OpenAI-shaped route', (param, theirs) => {
  const error = new ApiError(400, 'invalid_request', `${param}: not known`, { param })
  const renamed = renameField(error, { fields: { 'input.text': 'input' }, words: {} })
  expect(renamed).toMatchObject({ status: 400, param: theirs, message: `${theirs}: not known` })
})

test('an option that the caller named keeps its name', () => {
  const param = 'provider_options.steps'
  const error = new ApiError(400, 'invalid_request', `${param}: not known`, { param })
  const words = { provider_options: { steps: 0 } }
  expect(renameField(error, { fields: {}, words })).toMatchObject({ param })
})
