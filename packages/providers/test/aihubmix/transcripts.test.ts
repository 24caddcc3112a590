import { startAIHubMixSim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AIHubMixProvider, formatCredits } from '../../src/index.ts'
import { inlineFiles } from '../helpers/inline-files.ts'

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
    expect(inlineFiles(started).map((file) => [file.mediaType, Buffer.from(file.bytes).toString()])).toEqual([
      [mediaType, text],
    ])
    if (model === 'whisper-1') expect('usage' in started && started.usage).toMatchObject({ seconds: 2 })
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
    const [file] = inlineFiles(started)
    expect(file?.mediaType).toBe('application/json')
    expect(JSON.parse(Buffer.from(file?.bytes ?? []).toString())).toMatchObject(json)
  })

  it.each([undefined, null, -5, 0])(
    'of a reply with the duration %s costs as its size says',
    async (duration) => {
      sim.faults.next({ status: 200, body: { text: HEARD, duration }, accept: true })
      const audio = { url: `data:audio/wav;base64,${Buffer.alloc(480_000).toString('base64')}` }
      const request = { model: 'whisper-1', kind: 'transcription', input: { audio } } as const
      const started = await provider.start(request)
      if (started.state !== 'completed') throw new Error('later')
      // 60 seconds at 64 kbit/s, and 0.6 credits a minute; 7 hours are held.
      expect(started.usage).toMatchObject({ seconds: 60 })
      expect(formatCredits(provider.price(request, started.usage))).toBe('0.6')
      expect(formatCredits(provider.quote(request).amount)).toBe('262.15')
    },
  )

  it.each([
    ['is longer than what is held', 60_000_000],
    ['does not say how long it is', 0],
  ])('is refused for a FLAC file that %s', async (_, samples) => {
    const file = Buffer.alloc(100)
    file.write('fLaC')
    file.writeUIntBE(1_000 << 4, 18, 3)
    file.writeUInt32BE(samples, 22)
    const audio = { url: `data:audio/flac;base64,${file.toString('base64')}` }
    const paid = sim.accepted.length
    await expect(
      provider.start({ model: 'whisper-1', kind: 'transcription', input: { audio } }),
    ).rejects.toMatchObject({ code: 'invalid_request', param: 'input.audio.url' })
    expect(sim.accepted).toHaveLength(paid)
  })
})
