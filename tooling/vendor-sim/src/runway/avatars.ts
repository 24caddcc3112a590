import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { VendorRefusal, type VendorContext, type VendorEnv } from '../vendor.ts'
import {
  createAvatarSchema,
  createDocumentSchema,
  createSessionSchema,
  createVoiceSchema,
  previewVoiceSchema,
  updateAvatarSchema,
  updateDocumentSchema,
  updateVoiceSchema,
} from './avatar-models.ts'
import { addCollection, pageQuery, paginate, type Item } from './collection.ts'
import { runwayError } from './errors.ts'
import { checkBalance, checkCaller, parseBody, parseQuery, type RunwayState } from './work.ts'

const SESSIONS = '/v1/realtime_sessions'
const CONVERSATIONS = '/v1/avatar_conversations'

/** Avatars, their documents and voices, and the sessions they are used in. */
export function addAvatarRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  addCollection(app, state, {
    path: '/v1/avatars',
    name: 'Avatar',
    create: createAvatarSchema,
    update: updateAvatarSchema,
    facts: ({ name, personality, startScript = null, documentIds = [], voice }) => ({
      name,
      personality,
      startScript,
      documentIds,
      voice: shownVoice(voice),
      referenceImage: undefined,
      imageProcessing: undefined,
      referenceImageUri: 'https://example.com/reference.png',
      processedImageUri: 'https://example.com/processed.png',
      status: 'READY',
    }),
    change: (_item, { voice, referenceImage: _image, imageProcessing: _processing, ...rest }) => ({
      ...rest,
      ...(voice && { voice: shownVoice(voice) }),
    }),
  })

  addCollection(app, state, {
    path: '/v1/documents',
    name: 'Document',
    create: createDocumentSchema,
    update: updateDocumentSchema,
    facts: () => ({ type: 'text', usedBy: [] }),
    summary: ({ content: _content, ...item }) => item,
    listQuery: { sort: z.enum(['createdAt', 'updatedAt']), order: z.enum(['asc', 'desc']) },
    changesQuietly: true,
  })

  addCollection(app, state, {
    path: '/v1/voices',
    name: 'Voice',
    create: createVoiceSchema,
    update: updateVoiceSchema,
    facts: ({ description = null }) => ({
      description,
      from: undefined,
      status: 'READY',
      previewUrl: 'https://example.com/voice.mp3',
    }),
    created: ({ id }) => ({ id }),
  })

  app.post('/v1/voices/preview', (c) => {
    checkCaller(c)
    parseBody(c, previewVoiceSchema)
    checkBalance(c)
    state.accept(c, { id: randomUUID() })
    return c.json({ url: 'https://example.com/preview.mp3', durationSecs: 3 })
  })

  app.get('/v1/avatar_usage', (c) => {
    checkCaller(c)
    const { startDate } = parseQuery(c, z.strictObject({ startDate: z.iso.date(), endDate: z.iso.date() }))
    const sessions = state.collection(SESSIONS).size
    const seconds = sessions * 60
    const byDay = [{ date: startDate, sessions, seconds }]
    return c.json({ totalSessions: sessions, totalSeconds: seconds, avgDurationSeconds: 60, byDay })
  })

  addSessionRoutes(app, state)
  addConversationRoutes(app, state)
}

/** Voices of Runway are shown with their names. */
function shownVoice(voice: z.infer<typeof createAvatarSchema>['voice']): object {
  if (voice.type === 'custom') return { ...voice, deleted: false, name: 'A voice' }
  return { ...voice, name: voice.presetId, description: 'A voice of Runway.' }
}

function find(c: VendorContext, state: RunwayState, path: string): Item {
  const item = state.collection(path).get(c.req.param('id') ?? '')
  if (item) return item
  throw new VendorRefusal(runwayError(404))
}

/** A session is ready at the second look; its key opens it once and closes nothing else. */
function addSessionRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  app.post(SESSIONS, (c) => {
    checkCaller(c)
    const { model } = parseBody(c, createSessionSchema)
    checkBalance(c)
    const id = randomUUID()
    const createdAt = new Date().toISOString()
    state.collection(SESSIONS).set(id, { id, createdAt, status: 'NOT_READY', queued: true })
    const conversation = {
      name: 'Session',
      avatar: null,
      duration: null,
      status: 'in_progress',
      hasTools: false,
    }
    state.collection(CONVERSATIONS).set(id, { id, createdAt, ...conversation })
    state.accept(c, { id, model })
    return c.json({ id })
  })

  app.get(`${SESSIONS}/:id`, (c) => {
    checkCaller(c)
    const item = find(c, state, SESSIONS)
    if (item['status'] === 'NOT_READY') {
      const { queued: _queued, ...rest } = item
      const expiresAt = new Date(Date.now() + 60_000).toISOString()
      const ready = { ...rest, status: 'READY', sessionKey: `session_${item.id}`, expiresAt }
      state.collection(SESSIONS).set(item.id, ready)
    }
    return c.json(item)
  })

  app.delete(`${SESSIONS}/:id`, (c) => {
    checkCaller(c)
    state.collection(SESSIONS).delete(find(c, state, SESSIONS).id)
    return c.body(null, 204)
  })

  app.post(`${SESSIONS}/:id/consume`, (c) => {
    const item = find(c, state, SESSIONS)
    if (c.var.apiKey.text !== item['sessionKey']) throw new VendorRefusal(runwayError(401))
    const { id, createdAt } = item
    state.collection(SESSIONS).set(id, { id, createdAt, status: 'RUNNING' })
    return c.json({ url: 'wss://live.example.com', token: `token_${id}`, roomName: id })
  })
}

function addConversationRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  app.get(CONVERSATIONS, (c) => {
    checkCaller(c)
    const filters = { avatar: z.string(), startDate: z.string(), endDate: z.string() }
    const query = parseQuery(c, z.strictObject({ ...pageQuery(20), ...z.object(filters).partial().shape }))
    return c.json(paginate([...state.collection(CONVERSATIONS).values()], query))
  })

  app.get(`${CONVERSATIONS}/:id`, (c) => {
    checkCaller(c)
    const { hasTools: _hasTools, ...item } = find(c, state, CONVERSATIONS)
    const said = { role: 'assistant', content: 'Hello.', timestamp: item.createdAt }
    const open = { maxDuration: 300, recordingUrl: null, startedAt: item.createdAt, tools: [] }
    return c.json({ ...item, ...open, transcript: [said] })
  })

  app.delete(`${CONVERSATIONS}/:id`, (c) => {
    checkCaller(c)
    state.collection(CONVERSATIONS).delete(find(c, state, CONVERSATIONS).id)
    return c.body(null, 204)
  })
}
