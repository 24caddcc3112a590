import type { ModelInfo } from '../../spec/model-info.ts'
import { madeUpPrice } from './price.ts'

/** Everything that is spoken, heard or sounds. */
export const recordings: readonly ModelInfo[] = [
  {
    id: 'speech',
    kind: 'speech',
    title: 'Mock speech',
    description: 'A WAV with one soft tone per syllable.',
    limits: {
      inputs: ['text', 'voice', 'language', 'format'],
      required: ['text'],
      maxTextLength: 4096,
      formats: ['wav'],
    },
    price: madeUpPrice({ unit: 'character', credits: '1', per: 1000, description: 'spoken text' }),
    immediate: true,
  },
  {
    id: 'sound',
    kind: 'sound',
    title: 'Mock sound',
    description: 'A WAV of wind; the prompt chooses how dark it is and how it sways.',
    limits: {
      inputs: ['prompt', 'duration_seconds', 'seed', 'format'],
      required: ['prompt'],
      maxPromptLength: 1000,
      durations: { min: 0.5, max: 20, step: 0.5 },
      defaultDurationSeconds: 2,
      formats: ['wav'],
    },
    price: madeUpPrice({ unit: 'second', credits: '0.5', description: 'sound' }),
    immediate: true,
  },
  {
    id: 'voice',
    kind: 'voice',
    title: 'Mock voice',
    description: 'The given WAV as a robot would say it, at the pitch of the chosen voice.',
    limits: {
      inputs: ['audio', 'voice', 'format'],
      required: ['audio'],
      maxInputSeconds: 300,
      formats: ['wav'],
    },
    price: madeUpPrice({ unit: 'second', credits: '0.2', description: 'recording' }),
    immediate: true,
  },
  {
    id: 'transcription',
    kind: 'transcription',
    title: 'Mock transcription',
    description: 'Understands what mock/speech says; hears something of its own in every other recording.',
    limits: {
      inputs: ['audio', 'prompt', 'language', 'format'],
      required: ['audio'],
      maxPromptLength: 1000,
      maxInputSeconds: 600,
      formats: ['json', 'text', 'srt', 'vtt', 'verbose_json', 'diarized_json'],
    },
    price: madeUpPrice({ unit: 'second', credits: '0.01', description: 'recording' }),
    immediate: true,
  },
  {
    id: 'translation',
    kind: 'translation',
    title: 'Mock translation',
    description: 'What mock/transcription hears, said to be English.',
    limits: {
      inputs: ['audio', 'prompt', 'format'],
      required: ['audio'],
      maxPromptLength: 1000,
      maxInputSeconds: 600,
      formats: ['json', 'text', 'srt', 'vtt', 'verbose_json'],
    },
    price: madeUpPrice({ unit: 'second', credits: '0.02', description: 'recording' }),
    immediate: true,
  },
]
