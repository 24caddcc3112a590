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
  const renamed = renameField(error, { 'input.text': 'input' })
  expect(renamed).toMatchObject({ status: 400, param: theirs, message: `${theirs}: not known` })
})
