import RunwayML, { BadRequestError, NotFoundError, toFile } from '@runwayml/sdk'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startRunwaySim, type VendorSim } from '../src/index.ts'
import { audio, image, TASK_ROUTES } from './runway-bodies.ts'

// Every route of the vendor's own SDK that starts no task.

let sim: VendorSim
let runway: RunwayML
beforeAll(async () => {
  sim = await startRunwaySim({ taskSeconds: 0 })
  runway = new RunwayML({ apiKey: 'good-key', baseURL: sim.baseUrl, maxRetries: 0 })
})
afterEach(() => sim.reset())
afterAll(() => sim.close())

const id = expect.stringMatching(/^[\w-]{36}$/)
const routerBody = { slug: 'main', settings: { maxCreditsPerGeneration: { video: 100 } } }
const avatarBody = {
  name: 'Ada',
  personality: 'Kind.',
  referenceImage: image,
  voice: { type: 'runway-live-preset', presetId: 'clara' },
} as const
const sessionBody: RunwayML.RealtimeSessionCreateParams = {
  model: 'gwm1_avatars',
  avatar: { type: 'runway-preset', presetId: 'influencer' },
  tools: [{ type: 'backend_rpc', name: 'look_up', description: 'Looks up.', timeoutSeconds: 8 }],
}
const documentBody = { name: 'Facts', content: '# Kites' }
const voiceBody = { name: 'Low', from: { type: 'audio', audio } } as const
const routed = {
  id,
  routing: { configId: 'main', model: expect.any(String), estimatedCost: expect.anything() },
}

async function withRouter<T>(run: (router: string) => Promise<T>): Promise<T> {
  return run((await runway.routers.create(routerBody)).id)
}
async function withAvatar<T>(run: (avatar: string) => Promise<T>): Promise<T> {
  return run((await runway.avatars.create(avatarBody)).id)
}
async function withSession<T>(run: (session: string) => Promise<T>): Promise<T> {
  return run((await runway.realtimeSessions.create(sessionBody)).id)
}
async function withDocument<T>(run: (document: string) => Promise<T>): Promise<T> {
  return run((await runway.documents.create(documentBody)).id)
}
async function withVoice<T>(run: (voice: string) => Promise<T>): Promise<T> {
  return run((await runway.voices.create(voiceBody)).id)
}
async function withWorkflow<T>(run: (workflow: string) => Promise<T>): Promise<T> {
  const { data } = await runway.workflows.list()
  return run(data[0]?.versions[0]?.id ?? '')
}

const span = { from: '2026-09-01', to: '2026-10-01' }
const order = { sort: 'createdAt', order: 'asc' } as const

const table: [route: string, run: () => Promise<unknown>, reply: unknown][] = [
  ['GET /v1/organization', () => runway.organization.retrieve(), { creditBalance: 10_000 }],
  ['POST /v1/organization/usage', () => runway.organization.retrieveUsage(), { models: ['gen4.5'] }],
  [
    'GET /v1/organization/webapp/usage',
    () => runway.organization.webapp.listUsage(span),
    { data: [{ credits: 5 }, {}, {}] },
  ],
  [
    'GET /v1/organization/webapp/audit_logs',
    () => runway.organization.webapp.auditLogs.list({ limit: 1 }),
    { data: [{ eventId: 'event_1' }], nextCursor: expect.stringMatching(/./) },
  ],
  [
    'GET /v1/organization/webapp/audit_logs/{}',
    () => runway.organization.webapp.auditLogs.retrieve('event_2'),
    { eventId: 'event_2', metadata: { Platform: 'web' } },
  ],
  ['POST /v1/uploads', upload, { uri: expect.stringMatching(/^runway:\/\//) }],
  ['GET /v1/tasks/{}', async () => runway.tasks.retrieve(await aTask()), { status: 'SUCCEEDED' }],
  ['DELETE /v1/tasks/{}', async () => runway.tasks.delete(await aTask()), null],
  [
    'POST /v1/generate/video',
    () =>
      withRouter(() =>
        runway.generate.video.create({ configId: 'main', input: { promptText: 'x', duration: 4 } }),
      ),
    routed,
  ],
  [
    'POST /v1/generate/image',
    () =>
      withRouter(() =>
        runway.generate.image.create({ configId: 'main', input: { promptText: 'x', outputCount: 2 } }),
      ),
    routed,
  ],
  [
    'POST /v1/generate/audio',
    () =>
      withRouter(() =>
        runway.generate.audio.create({ configId: 'main', input: { promptText: 'x', type: 'speech' } }),
      ),
    routed,
  ],
  [
    'POST /v1/routers',
    () => runway.routers.create(routerBody),
    { id, slug: 'main', version: 1, description: null },
  ],
  [
    'GET /v1/routers',
    () => withRouter(() => runway.routers.list({})),
    { data: [{ slug: 'main' }], nextCursor: '' },
  ],
  [
    'GET /v1/routers/{}',
    () => withRouter((router) => runway.routers.retrieve(router)),
    { id, settings: { schemaVersion: 1, optimizeFor: 'cost' } },
  ],
  [
    'PATCH /v1/routers/{}',
    () => withRouter((router) => runway.routers.update(router, { settings: { optimizeFor: 'latency' } })),
    { version: 2, settings: { optimizeFor: 'latency', maxCreditsPerGeneration: { video: 100 } } },
  ],
  ['DELETE /v1/routers/{}', () => withRouter((router) => runway.routers.delete(router)), null],
  [
    'GET /v1/routers/{}/requests',
    () =>
      withRouter(async (router) => {
        await runway.generate.image.create({ configId: 'main', input: { promptText: 'x' } })
        return runway.routers.listRequests(router, {})
      }),
    { data: [{ status: 'routed', model: 'gen4_image', taskId: id }] },
  ],
  [
    'POST /v1/avatars',
    () => runway.avatars.create(avatarBody),
    { id, status: 'READY', voice: { presetId: 'clara' } },
  ],
  ['GET /v1/avatars', () => withAvatar(() => runway.avatars.list({})), { data: [{ name: 'Ada' }] }],
  [
    'GET /v1/avatars/{}',
    () => withAvatar((avatar) => runway.avatars.retrieve(avatar)),
    { id, documentIds: [] },
  ],
  [
    'PATCH /v1/avatars/{}',
    () => withAvatar((avatar) => runway.avatars.update(avatar, { startScript: null })),
    { startScript: null },
  ],
  ['DELETE /v1/avatars/{}', () => withAvatar((avatar) => runway.avatars.delete(avatar)), null],
  [
    'GET /v1/avatar_usage',
    () => runway.avatars.getUsage({ startDate: '2026-09-01', endDate: '2026-09-02' }),
    { totalSessions: 0, byDay: [{ date: '2026-09-01' }] },
  ],
  [
    'GET /v1/avatar_conversations',
    () => withSession(() => runway.avatarConversations.list({})),
    { data: [{ status: 'in_progress' }] },
  ],
  [
    'GET /v1/avatar_conversations/{}',
    () => withSession((session) => runway.avatarConversations.retrieve(session)),
    { transcript: [{ role: 'assistant' }] },
  ],
  [
    'DELETE /v1/avatar_conversations/{}',
    () => withSession((session) => runway.avatarConversations.delete(session)),
    null,
  ],
  ['POST /v1/realtime_sessions', () => runway.realtimeSessions.create(sessionBody), { id }],
  [
    'GET /v1/realtime_sessions/{}',
    () => withSession((session) => runway.realtimeSessions.retrieve(session)),
    { id, status: 'NOT_READY', queued: true },
  ],
  [
    'DELETE /v1/realtime_sessions/{}',
    () => withSession((session) => runway.realtimeSessions.delete(session)),
    null,
  ],
  ['POST /v1/documents', () => runway.documents.create(documentBody), { id, content: '# Kites', usedBy: [] }],
  [
    'GET /v1/documents',
    () => withDocument(() => runway.documents.list(order)),
    { data: [{ name: 'Facts', type: 'text' }] },
  ],
  [
    'GET /v1/documents/{}',
    () => withDocument((document) => runway.documents.retrieve(document)),
    { content: '# Kites' },
  ],
  [
    'PATCH /v1/documents/{}',
    () => withDocument((document) => runway.documents.update(document, { name: 'More' })),
    null,
  ],
  ['DELETE /v1/documents/{}', () => withDocument((document) => runway.documents.delete(document)), null],
  ['POST /v1/voices', () => runway.voices.create(voiceBody), { id }],
  ['GET /v1/voices', () => withVoice(() => runway.voices.list({})), { data: [{ status: 'READY' }] }],
  [
    'GET /v1/voices/{}',
    () => withVoice((voice) => runway.voices.retrieve(voice)),
    { id, name: 'Low', description: null },
  ],
  [
    'PATCH /v1/voices/{}',
    () => withVoice((voice) => runway.voices.update(voice, { description: 'Quiet.' })),
    { description: 'Quiet.' },
  ],
  ['DELETE /v1/voices/{}', () => withVoice((voice) => runway.voices.delete(voice)), null],
  [
    'POST /v1/voices/preview',
    () => runway.voices.preview({ model: 'eleven_ttv_v3', prompt: 'a deep and quiet voice' }),
    { durationSecs: 3 },
  ],
  ['GET /v1/workflows', () => runway.workflows.list(), { data: [{ versions: [{ id }] }] }],
  [
    'GET /v1/workflows/{}',
    () => withWorkflow((workflow) => runway.workflows.retrieve(workflow)),
    { id, graph: { version: 1 } },
  ],
  ['POST /v1/workflows/{}', () => withWorkflow((workflow) => runway.workflows.run(workflow)), { id }],
  [
    'GET /v1/workflow_invocations/{}',
    () =>
      withWorkflow(async (workflow) =>
        runway.workflowInvocations.retrieve((await runway.workflows.run(workflow)).id),
      ),
    { status: 'SUCCEEDED', output: { node_1: [expect.stringContaining('.png')] } },
  ],
]

async function aTask(): Promise<string> {
  const { id } = await runway.voiceIsolation.create({ model: 'eleven_voice_isolation', audioUri: audio })
  return id
}

async function upload(): Promise<unknown> {
  return runway.uploads.createEphemeral({ file: await toFile(Buffer.alloc(600), 'kite.png') })
}

const template = (path: string): string => path.replace(/[\w-]{36}|event_\d/, '{}')

test.each(table)('%s', async (route, run, reply) => {
  const result = await run()
  if (reply === null) expect(result).toBeNull()
  else expect(result).toMatchObject(Object(reply))
  const own = sim.requests.filter(({ path }) => path.startsWith('/v1/')).at(-1)
  expect(`${own?.method} ${template(own?.path ?? '')}`).toBe(route)
})

test('the SDK has no other route', () => {
  const folder = new URL('../node_modules/@runwayml/sdk/resources/', import.meta.url)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.mjs'),
  )
  const source = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  const calls = source.matchAll(
    /_client\s*\.(get|getAPIList|post|patch|delete)\((?:path\s*)?['`](\/v1[^'`]*)/g,
  )
  const routes = [...calls].map(([, verb = '', path = '']) => {
    const method = verb === 'getAPIList' ? 'GET' : verb.toUpperCase()
    return `${method} ${path.replaceAll(/\$\{\w+\}/g, '{}')}`
  })
  const driven = [...table.map(([route]) => route), ...TASK_ROUTES.map((route) => `POST /v1/${route}`)]
  expect(new Set(routes)).toEqual(new Set(driven))
})

test('pages follow their cursor to the end', async () => {
  for (const name of ['a', 'b', 'c']) await runway.documents.create({ name, content: name })
  const names: string[] = []
  for await (const document of runway.documents.list({ ...order, limit: 2 })) names.push(document.name)
  expect(names).toEqual(['a', 'b', 'c'])
  expect(sim.requests.filter(({ method }) => method === 'GET')).toHaveLength(2)
})

test('things that are gone are not found', async () => {
  await withVoice(async (voice) => {
    await runway.voices.delete(voice)
    await expect(runway.voices.retrieve(voice)).rejects.toThrow(NotFoundError)
    await expect(runway.voices.delete(voice)).rejects.toThrow(NotFoundError)
  })
})

test('the router refuses what is too dear, and knows its own slugs only', async () => {
  await withRouter(async () => {
    const dear = { configId: 'main', input: { promptText: 'x', duration: 30 } }
    await expect(runway.generate.video.create(dear)).rejects.toMatchObject({
      status: 400,
      error: { code: 'no_eligible_model', emptiedBy: ['price'] },
    })
    const lost = { ...dear, configId: 'other' }
    await expect(runway.generate.video.create(lost)).rejects.toMatchObject({
      status: 404,
      error: { code: 'router_config_not_found' },
    })
    await expect(runway.routers.create(routerBody)).rejects.toThrow(BadRequestError)
  })
  expect(sim.accepted).toHaveLength(0)
})

test('a session key opens its session once', async () => {
  await withSession(async (session) => {
    await runway.realtimeSessions.retrieve(session)
    const ready = await runway.realtimeSessions.retrieve(session)
    const key = ready.status === 'READY' ? ready.sessionKey : ''
    const consume = (bearer: string): Promise<Response> =>
      fetch(`${sim.url}/v1/realtime_sessions/${session}/consume`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}` },
      })
    expect((await consume('good-key')).status).toBe(401)
    expect(await (await consume(key)).json()).toMatchObject({ url: expect.stringMatching(/^wss:/) })
    expect((await consume(key)).status).toBe(401)
    expect(await runway.realtimeSessions.retrieve(session)).toMatchObject({ status: 'RUNNING' })
  })
})
