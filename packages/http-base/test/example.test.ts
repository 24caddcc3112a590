import { runExample } from '@jointo/test-support'
import { expect, it } from 'vitest'
import { json, startScriptedServer } from './helpers/scripted-server.ts'

it('runs the example of the README', async () => {
  const server = await startScriptedServer((response) => json(response, { sky: 'blue' }))
  const printed = await runExample(new URL('../examples/quick-start.ts', import.meta.url), {
    WEATHER_API_KEY: 'k',
    WEATHER_BASE_URL: server.url,
  })
  expect(printed).toContain('blue')
})
