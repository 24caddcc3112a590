import type { Deprecation } from '../../spec/model-info.ts'

/** What OpenAI has ended or will end, by model. Whether the gateway then serves a model from elsewhere is not known. */
const ENDINGS: Readonly<Record<string, Deprecation>> = {
  'dall-e-2': ending('2026-05-12', 'gpt-image-2'),
  'dall-e-3': ending('2026-05-12', 'gpt-image-2'),
  'gpt-image-1': ending('2026-10-23', 'gpt-image-2.5-sunburst'),
  'sora-2': ending('2026-09-24'),
  'sora-2-pro': ending('2026-09-24'),
  'tts-1': ending('2027-01-06'),
  'tts-1-hd': ending('2027-01-06'),
  'gpt-4o-mini-tts': ending('2027-01-06'),
  'gpt-4o-mini-tts-2025-12-15': ending('2027-01-06'),
  'whisper-1': ending('2027-02-26'),
  'gpt-4o-transcribe': ending('2027-02-26'),
  'gpt-4o-mini-transcribe': ending('2027-02-26'),
  'gpt-4o-mini-transcribe-2025-12-15': ending('2027-02-26'),
  'gpt-4o-transcribe-diarize': ending('2027-02-26'),
}

function ending(ends: string, successor?: string): Deprecation {
  const source = 'dates in the documentation of the openai package 7.57.0'
  return successor === undefined ? { ends, source } : { ends, successor, source }
}

/** To be spread into a catalogue entry. */
export function endingOf(id: string): { deprecation?: Deprecation } {
  const deprecation = ENDINGS[id]
  return deprecation === undefined ? {} : { deprecation }
}
