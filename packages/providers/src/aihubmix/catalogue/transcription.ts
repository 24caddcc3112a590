import type { ModelInfo, Price } from '../../spec/model-info.ts'
import { endingOf } from './endings.ts'

export const MOST_RECORDING_BYTES: number = 25 * 1024 * 1024
/** What 25 MB hold at 8 kbit/s, the lowest rate of MP3; files that say they are longer are refused. */
export const MOST_RECORDING_SECONDS = 26_215

const WHISPER_FORMATS = ['json', 'text', 'srt', 'vtt', 'verbose_json'] as const

const perMinute: Price = {
  rates: [{ unit: 'second', credits: '0.6', per: 60, description: 'recording' }],
  source: 'unsure: list price of OpenAI, whose model this is; the gateway publishes none',
  checked: '2026-11-22',
}

interface Row {
  id: string
  title: string
  description: string
  formats: readonly string[]
  translates?: true
  takesPrompt?: false
  price?: Price
}

const rows: readonly Row[] = [
  {
    id: 'whisper-1',
    title: 'Whisper',
    description:
      'Text, subtitles or time stamps from up to 25 MB and 7 hours of speech (at least 8 kbit/s); translates into English.',
    formats: WHISPER_FORMATS,
    translates: true,
    price: perMinute,
  },
  {
    id: 'whisper-large-v3',
    title: 'Whisper large v3',
    description: 'Text or subtitles from speech. What it costs is not known.',
    formats: WHISPER_FORMATS,
  },
  {
    id: 'distil-whisper-large-v3-en',
    title: 'Distil-Whisper large v3',
    description: 'Text or subtitles from English speech. What it costs is not known.',
    formats: WHISPER_FORMATS,
  },
  ...[
    ['gpt-4o-transcribe', 'GPT-4o Transcribe'],
    ['gpt-4o-mini-transcribe', 'GPT-4o mini Transcribe'],
    ['gpt-4o-mini-transcribe-2025-12-15', 'GPT-4o mini Transcribe (2025-12-15)'],
  ].map(([id = '', title = '']) => ({
    id,
    title,
    description: 'Text from speech. What it costs is not known.',
    formats: ['json', 'text'],
  })),
  {
    id: 'gpt-4o-transcribe-diarize',
    title: 'GPT-4o Transcribe with speakers',
    description: 'Text from speech that tells who spoke. What it costs is not known.',
    formats: ['json', 'text', 'diarized_json'],
    takesPrompt: false,
  },
]

export const transcriptionModels: readonly ModelInfo[] = rows.map((row) => ({
  id: row.id,
  kind: 'transcription',
  ...(row.translates === true ? { kinds: ['transcription', 'translation'] as const } : {}),
  title: row.title,
  description: row.description,
  limits: {
    inputs:
      row.takesPrompt === false ? ['audio', 'language', 'format'] : ['audio', 'prompt', 'language', 'format'],
    required: ['audio'],
    formats: row.formats,
    maxInputSeconds: MOST_RECORDING_SECONDS,
  },
  ...(row.price === undefined ? {} : { price: row.price }),
  ...endingOf(row.id),
  immediate: true,
}))
