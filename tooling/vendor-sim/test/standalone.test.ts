import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

let simulator: ChildProcess
let url = ''

beforeAll(async () => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
  simulator = spawn(process.execPath, [main, '--port', '0', '--task-seconds', '0.1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  for await (const chunk of simulator.stdout ?? []) {
    printed += String(chunk)
    const origin = /RUNWAYML_BASE_URL=(http:\S+)\/runway/.exec(printed)?.[1]
    if (!origin) continue
    url = origin
    break
  }
})
afterEach(() => fetch(`${url}/_sim/reset`, { method: 'POST' }))
afterAll(async () => {
  if (simulator.exitCode !== null) return
  simulator.kill('SIGTERM')
  const [exitCode] = (await once(simulator, 'exit')) as [number | null]
  expect(exitCode).toBe(0)
})

const HEADERS = {
  authorization: 'Bearer good-key',
  'x-runway-version': '2024-11-06',
  'content-type': 'application/json',
}
const clip = JSON.stringify({ model: 'gen4.5', promptText: 'waves', ratio: '1280:720', duration: 2 })

const start = (): Promise<Response> =>
  fetch(`${url}/runway/v1/text_to_video`, { method: 'POST', headers: HEADERS, body: clip })
const control = (path: string): Promise<unknown> =>
  fetch(`${url}/_sim/${path}`).then((response) => response.json())
const order = (body: object): Promise<Response> =>
  fetch(`${url}/_sim/faults`, { method: 'POST', body: JSON.stringify(body) })

test('three vendors answer on one port, each under its name', async () => {
  const stability = new FormData()
  stability.set('prompt', 'x')
  const headers = { authorization: 'Bearer good-key' }
  const core = await fetch(`${url}/stability/v2beta/stable-image/generate/core`, {
    method: 'POST',
    headers,
    body: stability,
  })
  expect(core.headers.get('content-type')).toBe('image/png')
  expect((await fetch(`${url}/aihubmix/v1/models`)).status).toBe(200)
  expect((await fetch(`${url}/nobody/v1/models`)).status).toBe(404)
  expect(await control('accepted')).toMatchObject({
    runway: [],
    stability: [{ model: 'core' }],
    aihubmix: [],
  })
})

test('addresses handed out keep the vendor part', async () => {
  const { id } = (await (await start()).json()) as { id: string }
  const look = async (): Promise<unknown> =>
    (await fetch(`${url}/runway/v1/tasks/${id}`, { headers: HEADERS })).json()
  await expect
    .poll(look, { timeout: 10_000 })
    .toMatchObject({ status: 'SUCCEEDED', output: [expect.stringContaining(`${url}/runway/_outputs/`)] })
  const { output } = (await look()) as { output: [string] }
  expect((await fetch(output[0])).headers.get('content-type')).toBe('video/mp4')
})

test('faults are ordered over HTTP', async () => {
  expect(
    (await order({ vendor: 'runway', fault: 'cut_before_reply', match: { path: 'text_to_video' } })).status,
  ).toBe(204)
  await expect(start()).rejects.toThrow('fetch failed')
  expect(await control('accepted')).toMatchObject({ runway: [{ model: 'gen4.5' }] })
  expect(await control('requests')).toMatchObject({ runway: [{ fault: 'cut_before_reply' }] })
})

test('cleared faults are not met', async () => {
  await order({ vendor: 'runway', fault: { status: 500 } })
  await fetch(`${url}/_sim/faults`, { method: 'DELETE' })
  expect((await start()).status).toBe(200)
})

test.each([{ vendor: 'nobody', fault: 'reset' }, { vendor: 'runway', fault: 'rest' }, {}])(
  'refuses the order %j',
  async (body) => {
    const response = await order(body)
    expect(response.status).toBe(400)
    expect(await response.json()).toHaveProperty('error')
  },
)
