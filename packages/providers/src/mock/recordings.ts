import { countCharacters } from '@jointo/http-base'
import type { GenerationRequest } from '../spec/generation.ts'
import { hear } from './hearing.ts'
import { notRead, type Made } from './made.ts'
import { readInline } from './media/inline.ts'
import { readWav, type Recording } from './media/read-wav.ts'
import { renderVoice } from './media/robot-voice.ts'
import { renderSound } from './media/sound.ts'
import { renderSpeech } from './media/speech.ts'
import { readTranscriptionOptions } from './options.ts'
import { formatTranscript } from './transcript.ts'

/** How long a recording is taken to be that the mock cannot read. */
const UNREAD_SECONDS = 5
const DEFAULT_VOICE = 'alloy'
const DEFAULT_SOUND_SECONDS = 2

/** One tone per syllable. */
export async function makeSpeech(
  { input }: GenerationRequest,
  words: string,
  signal?: AbortSignal,
): Promise<Made> {
  const bytes = await renderSpeech(words, input.voice ?? DEFAULT_VOICE, signal)
  return madeWav(bytes, { characters: countCharacters(input.text ?? '') })
}

export async function makeSound(
  { input }: GenerationRequest,
  words: string,
  signal?: AbortSignal,
): Promise<Made> {
  const seconds = input.duration_seconds ?? DEFAULT_SOUND_SECONDS
  return madeWav(await renderSound(words, seconds, input.seed ?? 0, signal), { seconds })
}

/** The recording in another voice; one that cannot be read becomes a sentence about that. */
export async function changeVoice({ input }: GenerationRequest, signal?: AbortSignal): Promise<Made> {
  const voice = input.voice ?? DEFAULT_VOICE
  const recording = readRecording(input)
  const samples = recording?.samples()
  const seconds = recording?.seconds ?? UNREAD_SECONDS
  if (samples) return madeWav(await renderVoice(samples, voice, recording?.words, signal), { seconds })
  const made = madeWav(await renderSpeech('This recording can not be read.', voice, signal), { seconds })
  return { ...made, warnings: [recordingNotRead()] }
}

/** What was said, as a text file. */
export async function transcribe(request: GenerationRequest): Promise<Made> {
  const { kind, input } = request
  const recording = readRecording(input)
  const seconds = recording?.seconds ?? UNREAD_SECONDS
  const isTranslation = kind === 'translation'
  const text = recording?.words ?? hear(input.audio?.url ?? '', seconds)
  const file = formatTranscript(input.format ?? 'json', {
    task: isTranslation ? 'translate' : 'transcribe',
    text: isTranslation ? `In English: ${text}` : text,
    language: isTranslation ? 'en' : (input.language ?? 'en'),
    seconds,
    withWords: readTranscriptionOptions(request).timestamp_granularities?.includes('word') === true,
  })
  return { files: [file], usage: { seconds }, warnings: recording ? [] : [recordingNotRead()] }
}

/** The given recording; undefined when it is not a WAV that came with the request. */
export function readRecording({ audio }: GenerationRequest['input']): Recording | undefined {
  const file = audio && readInline(audio.url)
  return file && readWav(file)
}

function madeWav(bytes: Uint8Array, usage: Made['usage']): Made {
  return { files: [{ bytes, mediaType: 'audio/wav' }], usage, warnings: [] }
}

function recordingNotRead(): Made['warnings'][number] {
  const message = `The mock reads WAV files that come with the request; it took this one for ${UNREAD_SECONDS} seconds.`
  return notRead('input.audio', message)
}
