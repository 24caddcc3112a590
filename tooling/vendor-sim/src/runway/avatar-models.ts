import { z } from 'zod'
import { flag, media, prompt } from './fields.ts'
import { liveVoice, presetAvatar } from './voice-names.ts'

const id = z.string().min(1)
const voice = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('runway-live-preset'), presetId: liveVoice }),
  z.strictObject({ type: z.literal('custom'), id }),
])
const avatar = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('runway-preset'), presetId: presetAvatar }),
  z.strictObject({ type: z.literal('custom'), avatarId: id }),
])

export const createAvatarSchema = z.strictObject({
  name: prompt(50),
  personality: prompt(10_000),
  referenceImage: media('image'),
  voice,
  startScript: z.string().max(2000).optional(),
  documentIds: z.array(id).max(50).optional(),
  imageProcessing: z.enum(['optimize', 'none']).optional(),
})

export const updateAvatarSchema = createAvatarSchema
  .extend({ startScript: z.string().max(2000).nullable() })
  .partial()

/** Body of `POST /v1/avatar_videos`. */
export const avatarVideoSchema = z.strictObject({
  model: z.literal('gwm1_avatars'),
  avatar,
  speech: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('audio'), audio: media('audio') }),
    z.strictObject({
      type: z.literal('text'),
      text: prompt(5000),
      voice: z
        .discriminatedUnion('type', [
          z.strictObject({ type: z.literal('preset'), presetId: liveVoice }),
          z.strictObject({ type: z.literal('custom'), id }),
        ])
        .optional(),
    }),
  ]),
})

const facts = { name: prompt(200), description: prompt(10_000), required: flag }
const scalar = z.enum(['string', 'integer', 'number', 'boolean'])
const parameter: z.ZodType = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ ...facts, type: z.literal('string'), enum: z.array(z.string()).optional() }),
    z.strictObject({ ...facts, type: z.enum(['integer', 'number', 'boolean']) }),
    z.strictObject({ ...facts, type: z.literal('array'), items: z.strictObject({ type: scalar }) }),
    z.strictObject({ ...facts, type: z.literal('object'), properties: z.array(parameter) }),
  ]),
)
const tool = {
  name: z.string().regex(/^[a-z_]\w*$/i),
  description: prompt(10_000),
  parameters: z.array(parameter).optional(),
}
const socketUrl = z.string().regex(/^(wss|https):\/\//)

/** Body of `POST /v1/realtime_sessions`. */
export const createSessionSchema = z.strictObject({
  model: z.literal('gwm1_avatars'),
  avatar,
  maxDuration: z.int().min(10).max(1800).optional(),
  personality: prompt(10_000).optional(),
  startScript: z.string().max(2000).optional(),
  tools: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ ...tool, type: z.literal('client_event') }),
        z.strictObject({
          ...tool,
          type: z.literal('backend_rpc'),
          timeoutSeconds: z.number().min(1).max(8).optional(),
        }),
      ]),
    )
    .max(20)
    .optional(),
  integration: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('elevenlabs'), signedUrl: socketUrl }),
      z.strictObject({
        type: z.literal('livekit'),
        url: socketUrl,
        token: id,
        roomName: id,
        agentIdentity: id.optional(),
      }),
    ])
    .optional(),
})

export const createDocumentSchema = z.strictObject({ name: prompt(255), content: prompt(200_000) })
export const updateDocumentSchema = createDocumentSchema.partial()

const designed = { model: z.enum(['eleven_ttv_v3', 'eleven_multilingual_ttv_v2']), prompt: prompt(1000, 20) }

export const previewVoiceSchema = z.strictObject(designed)
export const createVoiceSchema = z.strictObject({
  name: prompt(100),
  description: z.string().nullable().optional(),
  from: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('audio'), audio: media('audio') }),
    z.strictObject({ ...designed, type: z.literal('text') }),
  ]),
})
export const updateVoiceSchema = createVoiceSchema.omit({ from: true }).partial()
