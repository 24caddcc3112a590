import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'
import { readWorkerSettings } from '../src/settings.ts'

it('.env.example says the defaults', async () => {
  const text = await readFile(new URL('../../../.env.example', import.meta.url), 'utf8')
  const example = parseEnv(text.replaceAll(/^#(?=[A-Z])/gm, ''))
  // HOST is there for the API; by itself a worker answers at every address.
  expect(readWorkerSettings(example)).toEqual({ ...readWorkerSettings({}), host: '127.0.0.1' })
})
