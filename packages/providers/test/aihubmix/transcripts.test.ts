import { startAIHubMixSim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AIHubMixProvider } from '../../src/index.ts'

let sim: VendorSim
let provider: AIHubMixProvider
beforeAll(async () => {
  sim = await startAIHubMixSim()
  provider = new AIHubMixProvider({ apiKey: 'sk-good', baseUrl: sim.baseUrl, retry: { maxAttempts: 1 } })
})
afterAll(async () => {
  await provider.close()
  await sim.close()
})

const WAV = 'data:audio/wav;base64,UklGRgAAAABXQVZF'
const HEARD = 'This is what the simulator heard.'

describe('a transcript', () => {
  it.each([
    ['whisper-1', 'text', 'text/plain; charset=utf-8', `${HEARD}\n`],
    ['whisper-1', 'srt', 'application/x-subrip', `1\n00:00:00,000 --> 00:00:02,000\n${HEARD}\n\n`],
    ['whisper-1', 'vtt', 'text/vtt', `WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n${HEARD}\n\n`],
    ['gpt-4o-transcribe', 'text', 'text/plain; charset=utf-8', `${HEARD}\n`],
    ['gpt-4o-transcribe-diarize', 'text', 'text/plain; charset=utf-8', `${HEARD}\n`],
  ])('of %s as %s', async (model, format, mediaType, text) => {
    const started = await provider.start({
      model,
      kind: 'transcription',
      input: { audio: { url: WAV }, format },
    })
    if (started.state !== 'completed') throw new Error('later')
    expect(started.files.map((file) => [file.mediaType, Buffer.from(file.bytes).toString()])).toEqual([
      [mediaType, text],
    ])
    if (model === 'whisper-1') expect(started.usage).toMatchObject({ seconds: 2 })
  })

  it.each([
    ['transcription', 'whisper-1', undefined, { text: HEARD, usage: { type: 'duration', seconds: 2 } }],
    ['translation', 'whisper-1', 'json', { text: HEARD }],
    [
      'translation',
      'whisper-1',
      'verbose_json',
      {
        task: 'translate',
        language: 'english',
        duration: 2,
        segments: [{ id: 0, seek: 0, start: 0, end: 2, text: HEARD, tokens: [], no_speech_prob: 0 }],
      },
    ],
    [
      'transcription',
      'gpt-4o-transcribe-diarize',
      'diarized_json',
      { segments: [{ speaker: 'A', id: 'seg_0' }] },
    ],
  ] as const)('%s of %s as %s', async (kind, model, format, json) => {
    const started = await provider.start({ model, kind, input: { audio: { url: WAV }, format } })
    if (started.state !== 'completed') throw new Error('later')
    expect(started.files[0]?.mediaType).toBe('application/json')
    expect(JSON.parse(Buffer.from(started.files[0]?.bytes ?? []).toString())).toMatchObject(json)
  })
})
