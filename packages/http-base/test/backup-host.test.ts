import { expect, it } from 'vitest'
import { json, startScriptedServer } from './helpers/scripted-server.ts'
import { WeatherClient } from './helpers/weather-client.ts'

// Port 1 of this machine: nobody listens.
const UNREACHABLE = 'http://127.0.0.1:1'

it('turns to the backup host when the first can not be reached, for paid calls too', async () => {
  const backup = await startScriptedServer((response) => json(response, { sky: 'blue' }))
  const client = new WeatherClient({ baseUrl: UNREACHABLE, backupBaseUrl: `${backup.url}/twin/` })
  expect(await client.orderForecast('x', { maxAttempts: 1 })).toEqual({ sky: 'blue' })
  expect(await client.getForecast('x')).toEqual({ sky: 'blue' })
  expect(backup.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /twin/forecasts',
    'GET /twin/forecasts/x?days=3',
  ])
})

it('stays with a host that answered, whatever it said', async () => {
  const backup = await startScriptedServer((response) => json(response, { sky: 'blue' }))
  const first = await startScriptedServer((response) => json(response, {}, 503))
  const client = new WeatherClient({ baseUrl: first.url, backupBaseUrl: backup.url })
  await expect(client.getForecast('x')).rejects.toMatchObject({ status: 503 })
  expect(first.seen).toHaveLength(3)
  expect(backup.seen).toHaveLength(0)
})

it('has none where the caller set an address, or said false', async () => {
  const client = new WeatherClient({ baseUrl: UNREACHABLE, backupBaseUrl: false })
  await expect(client.getForecast('x')).rejects.toMatchObject({ code: 'connection_failed', attempt: 3 })
})
