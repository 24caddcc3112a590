import type { ModelInfo, Price } from '../../spec/model-info.ts'
import { endingOf } from './endings.ts'

const OPENAI_VOICES = 'alloy ash ballad coral echo fable onyx nova sage shimmer verse marin cedar'.split(' ')
const FORMATS = ['mp3', 'opus', 'aac', 'flac', 'wav'] as const

function speechModel(
  id: string,
  title: string,
  description: string,
  more: { voices?: readonly string[]; price?: Price } = {},
): ModelInfo {
  const { voices, price } = more
  return {
    id,
    kind: 'speech',
    title,
    description,
    limits: {
      inputs: ['text', 'voice', 'format'],
      required: ['text'],
      maxTextLength: 4096,
      ...(voices === undefined ? {} : { voices }),
      formats: FORMATS,
    },
    ...(price === undefined ? {} : { price }),
    ...endingOf(id),
    immediate: true,
  }
}

function perThousand(credits: string): Price {
  return {
    rates: [{ unit: 'character', credits, per: 1000, description: 'spoken text' }],
    source: 'unsure: list price of OpenAI, whose models these are; the gateway publishes none',
    checked: '2026-11-22',
  }
}

const voices = OPENAI_VOICES
const TOLD = 'Speech in a manner told in words (`instructions`). What it costs is not known.'
const GEMINI = 'Speech by Gemini, with voices such as Kore, Puck and Zephyr. What it costs is not known.'

export const speechModels: readonly ModelInfo[] = [
  speechModel('tts-1', 'TTS 1', 'Speech from up to 4096 characters.', { voices, price: perThousand('1.5') }),
  speechModel('tts-1-hd', 'TTS 1 HD', 'Finer speech from up to 4096 characters.', {
    voices,
    price: perThousand('3'),
  }),
  speechModel('gpt-4o-mini-tts', 'GPT-4o mini TTS', TOLD, { voices }),
  speechModel('gpt-4o-mini-tts-2025-12-15', 'GPT-4o mini TTS (2025-12-15)', TOLD, { voices }),
  speechModel('gemini-2.5-flash-preview-tts', 'Gemini 2.5 Flash TTS', GEMINI),
  speechModel('gemini-2.5-pro-preview-tts', 'Gemini 2.5 Pro TTS', GEMINI),
]
