import type { MappingRow, RefusalRow } from '../row.ts'
import { file, refusal, row } from './rows.ts'

const text = 'good morning'
const MP3 = 'data:audio/mpeg;base64,AAECAw=='
const heard = { audio: { url: MP3 } }
const recording = file('recording.mp3', 'audio/mpeg')

const openAISpeech = ['tts-1', 'tts-1-hd', 'gpt-4o-mini-tts', 'gpt-4o-mini-tts-2025-12-15']
const geminiSpeech = ['gemini-2.5-flash-preview-tts', 'gemini-2.5-pro-preview-tts']
const whispers = ['whisper-1', 'whisper-large-v3', 'distil-whisper-large-v3-en']
const gpt4o = ['gpt-4o-transcribe', 'gpt-4o-mini-transcribe', 'gpt-4o-mini-transcribe-2025-12-15']
const diarize = 'gpt-4o-transcribe-diarize'
const verbose = { file: recording, response_format: 'verbose_json' }

export const soundRows: readonly MappingRow[] = [
  ...openAISpeech.map((model) =>
    row('speech', model, { text }, 'speech', { model, input: text, voice: 'alloy', response_format: 'mp3' }),
  ),
  ...geminiSpeech.map((model) =>
    row('speech', model, { text, voice: 'Puck', format: 'wav' }, 'speech', {
      model,
      input: text,
      voice: 'Puck',
      response_format: 'wav',
    }),
  ),
  row('speech', 'gemini-2.5-pro-preview-tts', { text }, 'speech', {
    model: 'gemini-2.5-pro-preview-tts',
    input: text,
    voice: 'Kore',
    response_format: 'mp3',
  }),
  row(
    'speech',
    'gpt-4o-mini-tts',
    { text, voice: 'nova', format: 'opus' },
    'speech',
    {
      model: 'gpt-4o-mini-tts',
      input: text,
      voice: 'nova',
      response_format: 'opus',
      speed: 2,
      instructions: 'whisper',
    },
    { speed: 2, instructions: 'whisper' },
  ),
  ...whispers.map((model) => row('transcription', model, heard, 'transcriptions', { model, ...verbose })),
  row(
    'transcription',
    'whisper-1',
    { ...heard, format: 'srt', language: 'pt-BR', prompt: 'kites' },
    'transcriptions',
    {
      model: 'whisper-1',
      ...verbose,
      language: 'pt',
      prompt: 'kites',
    },
  ),
  row(
    'transcription',
    'whisper-1',
    { ...heard, format: 'verbose_json' },
    'transcriptions',
    { model: 'whisper-1', ...verbose, timestamp_granularities: ['word', 'segment'], temperature: 0.2 },
    { timestamp_granularities: ['word', 'segment'], temperature: 0.2 },
  ),
  ...gpt4o.map((model) =>
    row('transcription', model, { ...heard, format: 'text' }, 'transcriptions', {
      model,
      file: recording,
      response_format: 'json',
    }),
  ),
  row(
    'transcription',
    'gpt-4o-transcribe',
    heard,
    'transcriptions',
    { model: 'gpt-4o-transcribe', file: recording, response_format: 'json', include: ['logprobs'] },
    { include: ['logprobs'] },
  ),
  row('transcription', diarize, { ...heard, format: 'diarized_json' }, 'transcriptions', {
    model: diarize,
    file: recording,
    response_format: 'diarized_json',
    chunking_strategy: 'auto',
  }),
  row('translation', 'whisper-1', { ...heard, format: 'vtt', prompt: 'kites' }, 'translations', {
    model: 'whisper-1',
    ...verbose,
    prompt: 'kites',
  }),
]

export const soundRefusals: readonly RefusalRow[] = [
  refusal('speech', 'tts-1', { text }, 'provider_options.speed', { speed: 9 }),
  refusal('speech', 'tts-1', { text }, 'provider_options.instructions', { instructions: 'whisper' }),
  refusal('speech', 'tts-1', { text }, 'provider_options.extra.voice', { extra: { voice: 'nova' } }),
  refusal('transcription', 'whisper-1', { audio: { url: 'https://a.example/b.mp3' } }, 'input.audio.url'),
  refusal(
    'transcription',
    'whisper-1',
    { audio: { url: 'data:audio/midi;base64,AAECAw==' } },
    'input.audio.url',
  ),
  refusal('transcription', 'whisper-1', { ...heard, language: 'tlh' }, 'input.language'),
  refusal('transcription', 'whisper-1', heard, 'provider_options.timestamp_granularities', {
    timestamp_granularities: ['word'],
  }),
  refusal('transcription', 'whisper-1', heard, 'provider_options.include', { include: ['logprobs'] }),
  refusal('transcription', 'whisper-1', heard, 'provider_options.extra.file', { extra: { file: 'b' } }),
  refusal('translation', 'whisper-1', { ...heard, language: 'pt' }, 'input.language'),
]
