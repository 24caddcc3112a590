import type { FormFile } from '@jointo/http-base'
import { readDataUrl } from '../../data-url.ts'
import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions, refuseReplacing } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { AIHubMixCall } from '../call.ts'
import { MOST_RECORDING_BYTES, MOST_RECORDING_SECONDS } from '../catalogue/transcription.ts'
import { recordingEnding } from '../recording-ending.ts'
import { recordingSeconds } from '../recording-length.ts'
import { transcriptionOptions, translationOptions } from '../options.ts'
import { transcriptFormat } from '../transcript-file.ts'
import { formValues } from './openai-image.ts'

/**
 * `/v1/audio/transcriptions`. The whisper models are always asked for verbose_json, which alone tells how long the
 * recording was: subtitles and plain text are written from it.
 */
export function toTranscription({ model, input, provider_options }: GenerationRequest): AIHubMixCall {
  const { extra, timestamp_granularities, include, ...options } = parseProviderOptions(
    transcriptionOptions,
    provider_options,
  )
  const format = transcriptFormat(input.format)
  const isDiarize = model.endsWith('-diarize')
  if (timestamp_granularities !== undefined && format !== 'verbose_json') {
    throw invalidRequest(
      'provider_options.timestamp_granularities',
      'Time stamps need the format verbose_json.',
    )
  }
  if (include !== undefined && (isDiarize || !model.startsWith('gpt-4o') || format !== 'json')) {
    throw invalidRequest(
      'provider_options.include',
      'logprobs come with the gpt-4o models without speakers, in the format json.',
    )
  }
  const fields = {
    model,
    file: recording(input.audio?.url ?? ''),
    response_format: vendorFormat(model, format),
    language: input.language === undefined ? undefined : twoLetters(input.language),
    prompt: input.prompt,
    timestamp_granularities,
    include,
    chunking_strategy: isDiarize ? ('auto' as const) : options.chunking_strategy,
    temperature: options.temperature,
  }
  refuseReplacing(extra, {
    ...fields,
    'timestamp_granularities[]': timestamp_granularities,
    'include[]': include,
  })
  return { route: 'transcriptions', params: { ...fields, extra: formValues(extra) }, format }
}

/** `/v1/audio/translations`: English, whatever was spoken. */
export function toTranslation({ model, input, provider_options }: GenerationRequest): AIHubMixCall {
  const { extra, temperature } = parseProviderOptions(translationOptions, provider_options)
  if (input.language !== undefined) {
    throw invalidRequest(
      'input.language',
      `${model} finds out the language and writes English: leave it out.`,
    )
  }
  const file = recording(input.audio?.url ?? '')
  const fields = { model, file, response_format: 'verbose_json' as const, prompt: input.prompt, temperature }
  refuseReplacing(extra, fields)
  return {
    route: 'translations',
    params: { ...fields, extra: formValues(extra) },
    format: transcriptFormat(input.format),
  }
}

function vendorFormat(model: string, format: string): 'verbose_json' | 'json' | 'diarized_json' {
  if (!model.startsWith('gpt-4o')) return 'verbose_json'
  return format === 'diarized_json' ? 'diarized_json' : 'json'
}

/** The name decides how the gateway reads a recording. */
function recording(url: string): FormFile {
  const param = 'input.audio.url'
  const { bytes, mediaType } = readDataUrl(url, param)
  if (bytes.length > MOST_RECORDING_BYTES)
    throw invalidRequest(param, 'The recording is larger than 25 MB: shorten it.')
  const ending = recordingEnding(bytes, mediaType)
  if (ending === undefined) {
    throw invalidRequest(param, 'The recording must be flac, mp3, mp4, m4a, ogg, wav or webm.')
  }
  checkLength(bytes, ending, param)
  return { bytes, mediaType, filename: `recording.${ending}` }
}

/** Silence takes next to no bytes in some files: what credits are held for must cover them as well. */
function checkLength(bytes: Uint8Array, ending: string, param: string): void {
  const seconds = recordingSeconds(bytes, ending)
  if (seconds !== undefined && seconds > MOST_RECORDING_SECONDS) {
    throw invalidRequest(param, `The recording is longer than ${MOST_RECORDING_SECONDS} seconds: shorten it.`)
  }
  if (ending === 'flac' && seconds === undefined && bytes.length > 0) {
    throw invalidRequest(
      param,
      'The FLAC file does not say how long it is: save it again as FLAC, MP3 or WAV.',
    )
  }
}

/** `pt-BR` is `pt` to this vendor. */
function twoLetters(language: string): string {
  const [primary = ''] = language.toLowerCase().split('-')
  if (/^[a-z]{2}$/.test(primary)) return primary
  throw invalidRequest('input.language', 'The language must be two letters, such as en or pt-BR.')
}
