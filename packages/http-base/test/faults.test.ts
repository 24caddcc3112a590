import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import type { Logger } from '../src/index.ts'
import { json, startScriptedServer, type Script } from './helpers/scripted-server.ts'
import { KEY, WeatherClient } from './helpers/weather-client.ts'

it('keeps the key out of errors, their causes and the log', async () => {
  const lines: string[] = []
  const note = (fields: object, message: string) =>
    void lines.push(`${message} ${inspect(fields, { depth: 20 })}`)
  const logger: Logger = { debug: note, info: note, warn: note, error: note }
  const scripts: Script[] = [
    (response, _call, request) =>
      json(response, { message: `not you: ${request.headers.authorization}` }, 401),
    (response) => response.destroy(),
    (response) => response.end(KEY),
  ]
  for (const script of scripts) {
    const server = await startScriptedServer(script)
    const error = await new WeatherClient({ baseUrl: server.url, logger })
      .orderForecast('x')
      .catch((reason: unknown) => reason)
    lines.push(inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error))
  }
  expect(lines.length).toBeGreaterThan(6)
  expect(lines.join('\n')).not.toContain('very-secret')
})
