import type { CreateJobInput } from '@jointo/ai-service'
import type { CreateTranscription, CreateTranslation, TranscriptFormat } from './transcription-schema.ts'

/** Our words → OpenAI's, where they differ. */
export const transcriptionFields = {
  'input.audio': 'file',
  'input.audio.data': 'file',
  'input.audio.url': 'file',
  'input.format': 'response_format',
}

type Request = Pick<CreateJobInput, 'input' | 'provider_options'>

/** OpenAI's words in ours. What SDKs send when nobody chose says nothing. */
export function toTranscription(
  body: CreateTranscription,
  bytes: Uint8Array,
  format: TranscriptFormat,
): Request {
  const granularities = listOf(body.timestamp_granularities, body['timestamp_granularities[]'])
  const include = listOf(body.include, body['include[]'])
  return request(body, bytes, format, {
    language: body.language === '' ? undefined : body.language,
    options: {
      timestamp_granularities: granularities.includes('word') ? granularities : undefined,
      include: include.length === 0 ? undefined : include,
      chunking_strategy: body.chunking_strategy,
    },
  })
}

export function toTranslation(body: CreateTranslation, bytes: Uint8Array, format: TranscriptFormat): Request {
  return request(body, bytes, format, {})
}

function request(
  { prompt, temperature }: CreateTranslation,
  bytes: Uint8Array,
  format: TranscriptFormat,
  more: { language?: string | undefined; options?: Record<string, unknown> },
): Request {
  const given = { ...more.options, temperature: temperature === 0 ? undefined : temperature }
  const options = Object.entries(given).filter(([, value]) => value !== undefined)
  return {
    input: {
      audio: { data: bytes },
      format,
      ...(prompt === undefined || prompt === '' ? {} : { prompt }),
      ...(more.language === undefined ? {} : { language: more.language }),
    },
    ...(options.length === 0 ? {} : { provider_options: Object.fromEntries(options) }),
  }
}

function listOf<T extends string>(...values: (T | T[] | undefined)[]): T[] {
  return values.flatMap((value) => value ?? [])
}
