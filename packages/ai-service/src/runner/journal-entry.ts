import type { JsonObject, Usage } from '@jointo/providers'
import { z } from 'zod'

const warnings = z.array(
  z.object({ code: z.string(), message: z.string(), param: z.string().exactOptional() }),
)
const amount = z.number().exactOptional()

const usage: z.ZodType<Usage> = z.object({
  images: amount,
  seconds: amount,
  characters: amount,
  steps: amount,
  input_tokens: amount,
  output_tokens: amount,
  credits: amount,
})

const stored = z.object({
  key: z.string(),
  mediaType: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  durationSeconds: z.number().nullable(),
})

const answer = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('accepted'),
    vendorTaskId: z.string().min(1),
    pollAfterMs: z.number().nonnegative(),
    warnings,
  }),
  /** Work that came at once, its files in storage already. Written by versions that kept no results here. */
  z.object({ state: z.literal('received'), files: z.array(z.object({ stored })), usage, warnings }),
])

/** The attempt that was answered, and the fence it was made under. */
const made = { jobId: z.string().min(1), attempt: z.int().positive(), fence: z.int().positive() }

export const journalEntrySchema = z.object({ ...made, answer })

const link: z.ZodType<JsonObject> = z.record(z.string(), z.json())

const spooled = z.object({
  name: z.string().regex(/^[\w.-]+$/),
  bytes: z.number(),
  sha256: z.string(),
  md5: z.string(),
  mediaType: z.string(),
})

/** Work that came at once. Its files lie beside the entry, or still at the vendor, or are none. */
export const resultEntrySchema = z.object({
  ...made,
  files: z.array(z.union([spooled, z.object({ link }), z.object({ unusable: z.literal(true) })])),
  usage,
  warnings,
})

export type JournalEntry = z.infer<typeof journalEntrySchema>
/** What a vendor said to a submission that it took. */
export type JournalAnswer = z.infer<typeof answer>
export type EntryFile = z.infer<typeof resultEntrySchema>['files'][number]
export type SpooledFile = z.infer<typeof spooled>
export type ResultEntry = z.infer<typeof resultEntrySchema>
