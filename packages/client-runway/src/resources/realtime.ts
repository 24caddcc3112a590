import { z } from 'zod'
import { avatarChoice, type AvatarChoice } from './avatars.ts'
import { id, optionalFlag, optionalNumber, optionalText, type Open } from './reply.ts'
import { list, someText, whole } from './shape.ts'

interface ParameterFacts {
  name: string
  description: string
  required?: boolean | undefined
}

/** One argument of a tool. */
export type ToolParameter =
  | (ParameterFacts & { type: 'string'; enum?: string[] | undefined })
  | (ParameterFacts & { type: 'integer' | 'number' | 'boolean' })
  | (ParameterFacts & { type: 'array'; items: { type: 'string' | 'integer' | 'number' | 'boolean' } })
  | (ParameterFacts & { type: 'object'; properties: ToolParameter[] })

interface ToolFacts {
  /** Letters, digits and underscores, no digit first. */
  name: string
  description: string
  parameters?: ToolParameter[] | undefined
}

/** What an avatar can do while it speaks: tell the page, or ask a server. */
export type AvatarTool =
  | (ToolFacts & { type: 'client_event' })
  | (ToolFacts & {
      type: 'backend_rpc'
      /** 1 to 8. Default 4. */
      timeoutSeconds?: number | undefined
    })

/** Somebody else does the talking. */
export type AvatarIntegration =
  | { type: 'elevenlabs'; signedUrl: string }
  | { type: 'livekit'; url: string; token: string; roomName: string; agentIdentity?: string | undefined }

export interface CreateRealtimeSessionParams {
  model: 'gwm1_avatars'
  avatar: AvatarChoice
  /** 10 to 1,800 seconds. Default 300. */
  maxDuration?: number | undefined
  /** In place of the avatar's own; the longest is not published. */
  personality?: string | undefined
  /** In place of the avatar's own. */
  startScript?: string | undefined
  /** At most 20. */
  tools?: AvatarTool[] | undefined
  integration?: AvatarIntegration | undefined
}

const facts = { name: z.string().min(1), description: z.string().min(1), required: z.boolean().optional() }
const scalar = z.enum(['string', 'integer', 'number', 'boolean'])
const parameter: z.ZodType<ToolParameter> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ ...facts, type: z.literal('string'), enum: z.array(z.string()).optional() }),
    z.strictObject({ ...facts, type: z.enum(['integer', 'number', 'boolean']) }),
    z.strictObject({ ...facts, type: z.literal('array'), items: z.strictObject({ type: scalar }) }),
    z.strictObject({ ...facts, type: z.literal('object'), properties: z.array(parameter) }),
  ]),
)
const tool = {
  name: z.string().regex(/^[a-z_][a-z0-9_]*$/i, 'must be letters, digits and underscores, no digit first'),
  description: z.string().min(1),
  parameters: z.array(parameter).optional(),
}
const socketUrl = z.string().regex(/^(wss|https):\/\//, 'must be a wss: or https: address')

export const createRealtimeSessionParams: z.ZodType<CreateRealtimeSessionParams> = z.strictObject({
  model: z.literal('gwm1_avatars'),
  avatar: avatarChoice,
  maxDuration: whole(10, 1_800).optional(),
  personality: someText.optional(),
  startScript: z.string().optional(),
  tools: list(
    z.discriminatedUnion('type', [
      z.strictObject({ ...tool, type: z.literal('client_event') }),
      z.strictObject({
        ...tool,
        type: z.literal('backend_rpc'),
        timeoutSeconds: z.number().min(1).max(8).optional(),
      }),
    ]),
    20,
  ).optional(),
  integration: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('elevenlabs'), signedUrl: socketUrl }),
      z.strictObject({
        type: z.literal('livekit'),
        url: socketUrl,
        token: z.string().min(1),
        roomName: z.string().min(1),
        agentIdentity: z.string().min(1).optional(),
      }),
    ])
    .optional(),
})

/** A live session. `READY` brings the key for `consumeRealtimeSession`. */
export interface RealtimeSession {
  id: string
  status: Open<'NOT_READY' | 'READY' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED'>
  /** Waits for a free place. */
  queued?: boolean | undefined
  /** Secret, until `expiresAt`. */
  sessionKey?: string | undefined
  expiresAt?: string | undefined
  /** Seconds, once it is over. */
  duration?: number | undefined
  failure?: string | undefined
  failureCode?: string | undefined
  createdAt?: string | undefined
}

export const realtimeSession: z.ZodType<RealtimeSession> = z.object({
  id,
  status: z.string(),
  queued: optionalFlag,
  sessionKey: optionalText,
  expiresAt: optionalText,
  duration: optionalNumber,
  failure: optionalText,
  failureCode: optionalText,
  createdAt: optionalText,
})

export type ReadySession = RealtimeSession & { status: 'READY'; sessionKey: string }

export function isReady(session: RealtimeSession): session is ReadySession {
  return session.status === 'READY' && session.sessionKey !== undefined
}

/** A word that is new to us is no end. */
export function isOver({ status }: RealtimeSession): boolean {
  return status === 'FAILED' || status === 'CANCELLED' || status === 'COMPLETED'
}

/** How a browser joins. The shape is the one Runway's own web component reads. */
export interface RealtimeCredentials {
  url: string
  token: string
  roomName: string
}

export const realtimeCredentials: z.ZodType<RealtimeCredentials> = z.object({
  url: z.string(),
  token: z.string(),
  roomName: z.string(),
})
