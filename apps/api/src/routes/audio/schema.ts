import { z } from '@hono/zod-openapi'
import { jobWords } from '../jobs/job-words.ts'

/** OpenAI's fields, and `language` beside them. What is not listed is ignored. */
export const createSpeechSchema = z
  .object({
    model: z.string().min(1).max(200).openapi({ example: 'mock/speech' }),
    input: z.string().min(1).max(32_000).openapi({ description: 'The words to speak.' }),
    voice: z
      .union(
        [z.string().min(1).max(100), z.object({ id: z.string().min(1).max(100) })],
        'must be the name of a voice, or an object with its id',
      )
      .nullish(),
    response_format: z.enum(['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm']).nullish().openapi({
      description:
        'SDKs send `mp3` where nobody chose: a model that does not make it answers with what it makes, and the Content-Type tells what came. Any other format that it does not make is refused.',
    }),
    speed: z.number().min(0.25).max(4).nullish(),
    instructions: z.string().max(4096).nullish(),
    stream_format: z.enum(['audio', 'sse']).nullish().openapi({ description: 'Default `audio`.' }),
    language: z.string().max(100).nullish(),
    ...jobWords,
  })
  .openapi('CreateSpeech')

export type CreateSpeech = z.infer<typeof createSpeechSchema>
