import { z } from '@hono/zod-openapi'
import { gatherJobWords, jobFormWords } from '../jobs/job-words.ts'

export const TRANSCRIPT_FORMATS = ['json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json'] as const
export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number]

const several = <T extends z.ZodType>(schema: T, wanted: string) =>
  z.union([schema, z.array(schema)], `must be ${wanted}, once or more`).optional()

const words = {
  model: z.string().min(1).max(200).openapi({ example: 'mock/transcription' }),
  file: z
    .instanceof(File, { error: 'must be a file: its part of the form needs a filename' })
    .openapi({ type: 'string', format: 'binary' }),
  prompt: z.string().max(32_000).optional(),
  response_format: z.enum(TRANSCRIPT_FORMATS).optional().openapi({ description: 'Default `json`.' }),
  temperature: z
    .string()
    .regex(/^[01](\.\d{1,6})?$/, 'must be a number from 0 to 1')
    .transform(Number)
    .optional(),
  ...jobFormWords,
}

const granularity = several(z.enum(['word', 'segment']), 'word or segment')
const included = several(z.string().max(100), 'a word of at most 100 characters')

/** OpenAI's form. What is not listed is ignored. */
const transcriptionForm = z
  .object({
    ...words,
    language: z.string().max(100).optional(),
    stream: z.enum(['true', 'false']).optional(),
    chunking_strategy: z.string().max(1_000).optional(),
    timestamp_granularities: granularity,
    'timestamp_granularities[]': granularity,
    include: included,
    'include[]': included,
  })
  .openapi('CreateTranscription')

const translationForm = z.object(words).openapi('CreateTranslation')

export const createTranscriptionSchema = z.preprocess(gatherJobWords, transcriptionForm)
export const createTranslationSchema = z.preprocess(gatherJobWords, translationForm)

export type CreateTranscription = z.infer<typeof createTranscriptionSchema>

export const transcriptSchema = z
  .looseObject({ text: z.string() })
  .openapi('Transcript', { description: 'With `verbose_json` also language, duration, segments and words.' })
