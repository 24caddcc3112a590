import { z } from 'zod'
import { audioUri, imageUri } from './media.ts'
import { id, nullableText, optionalList, optionalNumber, optionalText, type Open } from './reply.ts'
import { list, text, type Changes, type Shape } from './shape.ts'
import { liveVoice, presetAvatar, type LiveVoice, type PresetAvatar } from './voice-names.ts'

/** A voice of an avatar: one of Runway's, or one made with `createVoice`. */
export type AvatarVoice = { type: 'runway-live-preset'; presetId: LiveVoice } | { type: 'custom'; id: string }

export interface CreateAvatarParams {
  /** 1 to 50. */
  name: string
  /** How it behaves: 1 to 10,000. */
  personality: string
  /** A picture. */
  referenceImage: string
  voice: AvatarVoice
  /** What it says first: at most 2,000. */
  startScript?: string | undefined
  /** At most 50. */
  documentIds?: string[] | undefined
  /** Default `optimize`. */
  imageProcessing?: 'optimize' | 'none' | undefined
}

/** Documents given replace the ones before. While the picture is worked on, an update may end with 409. */
export interface UpdateAvatarParams extends Omit<Changes<CreateAvatarParams>, 'startScript'> {
  /** Null takes it away. */
  startScript?: string | null | undefined
}

const voice: z.ZodType<AvatarVoice> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('runway-live-preset'), presetId: liveVoice }),
  z.strictObject({ type: z.literal('custom'), id: z.string().min(1) }),
])
const name = text(50)
const personality = text(10_000)
const startScript = z.string().max(2_000)
const documentIds = list(z.string().min(1), 50).optional()
const imageProcessing = z.enum(['optimize', 'none']).optional()

const createShape: Shape<CreateAvatarParams> = {
  name,
  personality,
  referenceImage: imageUri,
  voice,
  startScript: startScript.optional(),
  documentIds,
  imageProcessing,
}
const updateShape: Shape<UpdateAvatarParams> = {
  name: name.optional(),
  personality: personality.optional(),
  referenceImage: imageUri.optional(),
  voice: voice.optional(),
  startScript: startScript.nullable().optional(),
  documentIds,
  imageProcessing,
}

export const createAvatarParams: z.ZodType<CreateAvatarParams> = z.strictObject(createShape)
export const updateAvatarParams: z.ZodType<UpdateAvatarParams> = z.strictObject(updateShape)

export interface Avatar {
  id: string
  name: string
  /** It can be used once it is `READY`. */
  status: Open<'PROCESSING' | 'READY' | 'FAILED'>
  failureReason?: string | undefined
  personality?: string | undefined
  startScript?: string | null | undefined
  documentIds: string[]
  referenceImageUri?: string | null | undefined
  processedImageUri?: string | null | undefined
  voice?: { type: string; [fact: string]: unknown } | undefined
  createdAt?: string | undefined
  updatedAt?: string | undefined
}

export const avatar: z.ZodType<Avatar> = z.object({
  id,
  name: z.string(),
  status: z.string(),
  failureReason: optionalText,
  personality: optionalText,
  startScript: nullableText,
  documentIds: optionalList(z.string()),
  referenceImageUri: nullableText,
  processedImageUri: nullableText,
  voice: z.looseObject({ type: z.string() }).optional().catch(undefined),
  createdAt: optionalText,
  updatedAt: optionalText,
})

/** Days in UTC, `2026-09-01`; the end is not among them. */
export interface AvatarUsageParams {
  startDate: string
  endDate: string
}

export const avatarUsageParams: z.ZodType<AvatarUsageParams> = z.strictObject({
  startDate: z.string().min(10),
  endDate: z.string().min(10),
})

export interface AvatarUsage {
  totalSessions: number
  totalSeconds: number
  avgDurationSeconds?: number | undefined
  byDay: { date: string; sessions: number; seconds: number }[]
}

export const avatarUsage: z.ZodType<AvatarUsage> = z.object({
  totalSessions: z.number(),
  totalSeconds: z.number(),
  avgDurationSeconds: optionalNumber,
  byDay: z.array(z.object({ date: z.string(), sessions: z.number(), seconds: z.number() })),
})

/** An avatar of Runway's, or one made with `createAvatar`. */
export type AvatarChoice =
  | { type: 'runway-preset'; presetId: PresetAvatar }
  | { type: 'custom'; avatarId: string }

export const avatarChoice: z.ZodType<AvatarChoice> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('runway-preset'), presetId: presetAvatar }),
  z.strictObject({ type: z.literal('custom'), avatarId: z.string().min(1) }),
])

/** An avatar that says something. */
export interface AvatarVideoParams {
  model: 'gwm1_avatars'
  avatar: AvatarChoice
  speech:
    | { type: 'audio'; audio: string }
    | {
        type: 'text'
        /** At most 5,000. */
        text: string
        /** Default: the avatar's own. */
        voice?: { type: 'preset'; presetId: LiveVoice } | { type: 'custom'; id: string } | undefined
      }
}

export const avatarVideoParams: z.ZodType<AvatarVideoParams> = z.strictObject({
  model: z.literal('gwm1_avatars'),
  avatar: avatarChoice,
  speech: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('audio'), audio: audioUri }),
    z.strictObject({
      type: z.literal('text'),
      text: text(5_000),
      voice: z
        .discriminatedUnion('type', [
          z.strictObject({ type: z.literal('preset'), presetId: liveVoice }),
          z.strictObject({ type: z.literal('custom'), id: z.string().min(1) }),
        ])
        .optional(),
    }),
  ]),
})
