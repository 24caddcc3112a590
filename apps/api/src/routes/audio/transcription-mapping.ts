import type { CreateJobInput } from '@jointo/ai-service'
import type { CreateTranscription, TranscriptFormat } from './transcription-schema.ts'

/** Our words → OpenAI's, where they differ. */
export const transcriptionFields = {
  'input.audio': 'file',
  'input.audio.data': 'file',
  'input.audio.url': 'file',
  'input.format': 'response_format',
}

type Request = Pick<CreateJobInput, 'input' | 'provider_options'>

/** OpenAI’s words in ours, of a translation too, which has fewer. What SDKs send when nobody chose says nothing. */
export function toTranscription(
  body: CreateTranscription,
  bytes: Uint8Array,
  format: TranscriptFormat,
): Request {
  const { prompt, language, temperature, chunking_strategy } = body
  const granularities = listOf(body.timestamp_granularities, body['timestamp_granularities[]'])
  const include = listOf(body.include, body['include[]'])
  const given = {
    timestamp_granularities: granularities.includes('word') ? granularities : undefined,
    include: include.length === 0 ? undefined : include,
    chunking_strategy,
    temperature: temperature === 0 ? undefined : temperature,
  }
  const options = Object.entries(given).filter(([, value]) => value !== undefined)
  return {
    input: {
      audio: { data: bytes },
      format,
      ...(prompt === undefined || prompt === '' ? {} : { prompt }),
      ...(language === undefined || language === '' ? {} : { language }),
    },
    ...(options.length === 0 ? {} : { provider_options: Object.fromEntries(options) }),
  }
}

function listOf<T extends string>(...values: (T | T[] | undefined)[]): T[] {
  return values.flatMap((value) => value ?? [])
}
