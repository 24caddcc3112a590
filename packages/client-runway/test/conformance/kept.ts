import { expect } from 'vitest'
import type { RunwayClient } from '../../src/index.ts'
import { anyId, image, type Row, type Rows } from './row.ts'

const id = expect.stringMatching(anyId)
const LIST = { limit: '50' }

/** Makes something, then does `run` with its id. */
function after(
  make: (runway: RunwayClient) => Promise<{ id: string }>,
  run: (runway: RunwayClient, id: string) => Promise<unknown>,
  reply: unknown,
  rest: Partial<Row> = {},
): Row {
  return {
    prepare: async (runway) => {
      const made = await make(runway)
      return () => run(runway, made.id)
    },
    reply,
    once: false,
    ...rest,
  }
}

function make<T>(body: T, run: (runway: RunwayClient, body: T) => Promise<unknown>, reply: unknown): Row {
  return { prepare: async (runway) => () => run(runway, body), body, reply, once: true }
}

const routerBody = { slug: 'main', settings: { optimizeFor: 'quality' } } as const
const aRouter = (runway: RunwayClient): Promise<{ id: string }> => runway.createRouter(routerBody)

const avatarBody = {
  name: 'Ada',
  personality: 'Kind.',
  referenceImage: image,
  voice: { type: 'runway-live-preset', presetId: 'clara' },
} as const
const anAvatar = (runway: RunwayClient): Promise<{ id: string }> => runway.createAvatar(avatarBody)

const sessionBody = {
  model: 'gwm1_avatars',
  avatar: { type: 'custom', avatarId: 'abc' },
  maxDuration: 60,
} as const
const aSession = (runway: RunwayClient): Promise<{ id: string }> => runway.createRealtimeSession(sessionBody)

const documentBody = { name: 'Facts', content: '# Kites' }
const aDocument = (runway: RunwayClient): Promise<{ id: string }> => runway.createDocument(documentBody)

const voiceBody = {
  name: 'Low',
  from: { type: 'text', model: 'eleven_ttv_v3', prompt: 'a deep and quiet voice' },
} as const
const aVoice = (runway: RunwayClient): Promise<{ id: string }> => runway.createVoice(voiceBody)

const aWorkflow = async (runway: RunwayClient): Promise<{ id: string }> => {
  const [workflow] = await runway.listWorkflows()
  return { id: workflow?.versions[0]?.id ?? '' }
}
const aRun = async (runway: RunwayClient): Promise<{ id: string }> =>
  runway.runWorkflow((await aWorkflow(runway)).id)

export const kept: Rows = {
  createRouter: make(routerBody, (runway, body) => runway.createRouter(body), {
    id,
    slug: 'main',
    name: 'main',
    settings: { optimizeFor: 'quality' },
  }),
  getRouter: after(aRouter, (runway, router) => runway.getRouter(router), { id, slug: 'main', version: 1 }),
  listRouters: after(
    aRouter,
    (runway) => runway.listRouters(),
    { data: [{ id, slug: 'main' }] },
    { query: LIST },
  ),
  updateRouter: after(
    aRouter,
    (runway, router) => runway.updateRouter(router, { description: null, name: 'Main' }),
    { id, name: 'Main', description: null, version: 2, settings: { optimizeFor: 'quality' } },
    { body: { description: null, name: 'Main' } },
  ),
  deleteRouter: after(aRouter, (runway, router) => runway.deleteRouter(router), { existed: true }),
  listRouterRequests: after(
    async (runway) => {
      const router = await aRouter(runway)
      await runway.generateImage({ configId: 'main', input: { promptText: 'a kite' } })
      return router
    },
    (runway, router) => runway.listRouterRequests(router, { limit: 10 }),
    { data: [{ status: 'routed', model: 'gen4_image', emptiedBy: [] }], nextCursor: undefined },
    { query: { limit: '10' } },
  ),
  createAvatar: make(avatarBody, (runway, body) => runway.createAvatar(body), {
    id,
    name: 'Ada',
    status: 'READY',
    documentIds: [],
    voice: { type: 'runway-live-preset', presetId: 'clara' },
  }),
  getAvatar: after(anAvatar, (runway, avatar) => runway.getAvatar(avatar), { id, name: 'Ada' }),
  listAvatars: after(anAvatar, (runway) => runway.listAvatars(), { data: [{ id }] }, { query: LIST }),
  updateAvatar: after(
    anAvatar,
    (runway, avatar) => runway.updateAvatar(avatar, { startScript: 'Hello.' }),
    { id, startScript: 'Hello.' },
    { body: { startScript: 'Hello.' } },
  ),
  deleteAvatar: after(anAvatar, (runway, avatar) => runway.deleteAvatar(avatar), { existed: true }),
  waitForAvatar: after(anAvatar, (runway, avatar) => runway.waitForAvatar(avatar, { pollIntervalMs: 20 }), {
    id,
    status: 'READY',
  }),
  getAvatarUsage: after(
    aSession,
    (runway) => runway.getAvatarUsage({ startDate: '2026-09-01', endDate: '2026-10-01' }),
    { totalSessions: 1, totalSeconds: 60, byDay: [{ date: '2026-09-01', sessions: 1, seconds: 60 }] },
    { query: { startDate: '2026-09-01', endDate: '2026-10-01' } },
  ),
  listAvatarConversations: after(
    aSession,
    (runway) => runway.listAvatarConversations({ startDate: '2026-09-01' }),
    { data: [{ id, status: 'in_progress', hasTools: false }], nextCursor: undefined },
    { query: { startDate: '2026-09-01', limit: '20' } },
  ),
  getAvatarConversation: after(aSession, (runway, session) => runway.getAvatarConversation(session), {
    id,
    transcript: [{ role: 'assistant', content: 'Hello.' }],
    tools: [],
  }),
  deleteAvatarConversation: after(aSession, (runway, session) => runway.deleteAvatarConversation(session), {
    existed: true,
  }),
  createRealtimeSession: make(sessionBody, (runway, body) => runway.createRealtimeSession(body), { id }),
  getRealtimeSession: after(aSession, (runway, session) => runway.getRealtimeSession(session), {
    id,
    status: 'NOT_READY',
    queued: true,
  }),
  cancelRealtimeSession: after(aSession, (runway, session) => runway.cancelRealtimeSession(session), {
    existed: true,
  }),
  waitForRealtimeSession: after(
    aSession,
    (runway, session) => runway.waitForRealtimeSession(session, { pollIntervalMs: 20 }),
    { id, status: 'READY', sessionKey: expect.any(String) },
  ),
  consumeRealtimeSession: {
    prepare: async (runway) => {
      const session = await aSession(runway)
      const ready = await runway.waitForRealtimeSession(session.id, { pollIntervalMs: 20 })
      return () => runway.consumeRealtimeSession(ready)
    },
    body: {},
    reply: { url: expect.stringMatching(/^wss:/), token: expect.any(String), roomName: expect.any(String) },
    once: true,
  },
  createDocument: make(documentBody, (runway, body) => runway.createDocument(body), {
    id,
    ...documentBody,
    usedBy: [],
  }),
  getDocument: after(aDocument, (runway, document) => runway.getDocument(document), {
    id,
    content: '# Kites',
  }),
  listDocuments: after(
    aDocument,
    (runway) => runway.listDocuments({ order: 'asc' }),
    { data: [{ id, name: 'Facts' }] },
    { query: { ...LIST, sort: 'createdAt', order: 'asc' } },
  ),
  updateDocument: after(
    aDocument,
    (runway, document) => runway.updateDocument(document, { name: 'More facts' }),
    undefined,
    { body: { name: 'More facts' } },
  ),
  deleteDocument: after(aDocument, (runway, document) => runway.deleteDocument(document), { existed: true }),
  createVoice: make(voiceBody, (runway, body) => runway.createVoice(body), { id }),
  getVoice: after(aVoice, (runway, voice) => runway.getVoice(voice), { id, name: 'Low', status: 'READY' }),
  listVoices: after(aVoice, (runway) => runway.listVoices(), { data: [{ id }] }, { query: LIST }),
  updateVoice: after(
    aVoice,
    (runway, voice) => runway.updateVoice(voice, { name: 'Lower' }),
    { id, name: 'Lower', description: null },
    { body: { name: 'Lower' } },
  ),
  deleteVoice: after(aVoice, (runway, voice) => runway.deleteVoice(voice), { existed: true }),
  waitForVoice: after(aVoice, (runway, voice) => runway.waitForVoice(voice, { pollIntervalMs: 20 }), {
    status: 'READY',
  }),
  previewVoice: make(
    { model: 'eleven_ttv_v3', prompt: 'a deep and quiet voice' } as const,
    (runway, body) => runway.previewVoice(body),
    { url: expect.any(String), durationSecs: 3 },
  ),
  listWorkflows: after(aWorkflow, (runway) => runway.listWorkflows(), [{ versions: [{ id, version: 1 }] }]),
  getWorkflow: after(aWorkflow, (runway, workflow) => runway.getWorkflow(workflow), {
    id,
    graph: { nodes: [{ id: 'node_1' }], edges: [] },
  }),
  runWorkflow: after(
    aWorkflow,
    (runway, workflow) =>
      runway.runWorkflow(workflow, { nodeOutputs: { node_1: { out: { type: 'primitive', value: 3 } } } }),
    { id },
    { body: { nodeOutputs: { node_1: { out: { type: 'primitive', value: 3 } } } }, once: true },
  ),
  getWorkflowInvocation: after(aRun, (runway, run) => runway.getWorkflowInvocation(run), {
    id,
    status: expect.stringMatching(/PENDING|RUNNING|SUCCEEDED/),
    nodeErrors: {},
  }),
  waitForWorkflowInvocation: after(
    aRun,
    (runway, run) => runway.waitForWorkflowInvocation(run, { pollIntervalMs: 20 }),
    { id, status: 'SUCCEEDED', output: { node_1: [expect.stringContaining('.png')] } },
  ),
}
