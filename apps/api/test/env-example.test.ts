import { readServiceSettings } from '@jointo/ai-service'
import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'
import { readApiSettings } from '../src/settings.ts'

it('.env.example says the defaults', async () => {
  const text = await readFile(new URL('../../../.env.example', import.meta.url), 'utf8')
  const example = parseEnv(text.replaceAll(/^#(?=[A-Z])/gm, ''))
  expect(readApiSettings(example)).toEqual(readApiSettings({}))
  const needed = { DATABASE_URL: 'postgres://localhost/jointo' }
  const { environment, ...defaults } = readServiceSettings(needed)
  expect(readServiceSettings({ ...example, ...needed })).toEqual({
    ...defaults,
    environment: expect.anything(),
  })
  expect(environment).toBe(needed)
})
