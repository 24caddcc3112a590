import type { ModelWords } from '../../http/model-words.ts'
import type { CreateSpeech } from './schema.ts'

/** Our words → OpenAI's, where they differ. */
export const speechFields = {
  'input.text': 'input',
  'input.format': 'response_format',
  'provider_options.speed': 'speed',
  'provider_options.instructions': 'instructions',
}

interface SpeechRequest {
  input: Record<string, unknown>
  provider_options?: Record<string, unknown>
}

/** OpenAI's words in ours. */
export function toSpeechRequest(body: CreateSpeech, words: ModelWords): SpeechRequest {
  const options = {
    ...(body.speed == null || body.speed === 1 ? {} : { speed: body.speed }),
    ...(body.instructions == null ? {} : { instructions: body.instructions }),
  }
  const format = formatWord(body.response_format ?? 'mp3', words)
  const voice = voiceWord(typeof body.voice === 'object' ? body.voice?.id : body.voice, words)
  return {
    input: {
      text: body.input,
      ...(voice === undefined ? {} : { voice }),
      ...(format === undefined ? {} : { format }),
      ...(body.language == null ? {} : { language: body.language }),
    },
    ...(Object.keys(options).length === 0 ? {} : { provider_options: options }),
  }
}

/** `mp3` is what SDKs send when nobody chose; another format was chosen and has to be met or refused. */
function formatWord(format: string, words: ModelWords): string | undefined {
  // No vendor file without a header can be told from rubbish: WAV is ordered, and its samples are sent.
  if (format === 'pcm' && words.formats?.includes('wav') === true) return 'wav'
  if (format !== 'mp3') return format
  return words.takes('format') && words.formats?.includes(format) !== false ? format : undefined
}

/** `alloy` is what SDKs send when nobody chose. */
function voiceWord(voice: string | undefined, words: ModelWords): string | undefined {
  if (!words.takes('voice')) return undefined
  return voice === 'alloy' && words.voices?.includes(voice) === false ? undefined : voice
}
