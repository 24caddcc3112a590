import { startRunwaySim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { RunwayClient } from '../src/index.ts'

let sim: VendorSim
let runway: RunwayClient

beforeAll(async () => {
  sim = await startRunwaySim()
  runway = new RunwayClient({ apiKey: `key_${'a1'.repeat(64)}`, baseUrl: sim.baseUrl })
})
beforeEach(() => sim.reset())
afterAll(async () => {
  runway.close()
  await sim.close()
})

const uri = 'https://example.com/a.png'
const audio = { type: 'audio', uri: 'https://example.com/a.mp3' } as const
const clip = { model: 'gen4.5', promptText: 'a kite', ratio: '1280:720', duration: 5 } as const
const still = { model: 'gen4_turbo', promptImage: uri, ratio: '1280:720' } as const
const film = { model: 'seedance2_5', promptVideo: 'https://example.com/a.mp4', promptText: 'x' } as const
const aleph = { model: 'aleph2', videoUri: 'https://example.com/a.mp4' } as const
const range = { start_seconds: 2, end_seconds: 4 }
const voice = { type: 'runway-preset', presetId: 'Maya' } as const
const references = (count: number): { uri: string }[] => Array.from({ length: count }, () => ({ uri }))
const frames = ['last', 'last'].map(() => ({ uri, position: 'last' as const }))

type Wrong = [what: string, call: (client: RunwayClient) => Promise<unknown>, param: string, cure: RegExp]

const video: Wrong[] = [
  [
    'a long prompt',
    (c) => c.createTextToVideo({ ...clip, promptText: 'x'.repeat(1_001) }),
    'promptText',
    /1000/,
  ],
  ['half a second', (c) => c.createTextToVideo({ ...clip, duration: 2.5 }), 'duration', /whole/],
  ['a seed below zero', (c) => c.createTextToVideo({ ...clip, seed: -1 }), 'seed', /at least 0/],
  [
    'nothing to adapt to',
    (c) => c.createTextToVideo({ model: 'hailuo3', promptText: 'x', ratio: 'adaptive' }),
    'ratio',
    /references/,
  ],
  [
    'too many references',
    (c) => c.createTextToVideo({ model: 'seedance2', promptText: 'x', references: references(10) }),
    'references',
    /at most 9/,
  ],
  [
    'too much resolution',
    (c) =>
      c.createTextToVideo({
        model: 'grok_imagine_1_5',
        promptText: 'x',
        references: references(1),
        resolution: '1080p',
      }),
    'resolution',
    /720p/,
  ],
  [
    'sound without picture',
    (c) => c.createTextToVideo({ model: 'grok_imagine_1_5', promptText: 'x', referenceAudio: [audio] }),
    'referenceAudio',
    /references/,
  ],
  [
    'http',
    (c) => c.createImageToVideo({ ...still, promptImage: 'http://example.com/a.png' }),
    'promptImage',
    /https:/,
  ],
  [
    'an IP address',
    (c) => c.createImageToVideo({ ...still, promptImage: 'https://10.0.0.1/a.png' }),
    'promptImage',
    /name/,
  ],
  [
    'a film as a picture',
    (c) => c.createImageToVideo({ ...still, promptImage: 'data:video/mp4;base64,AAAA' }),
    'promptImage',
    /image/,
  ],
  [
    'a large data address',
    (c) => c.createImageToVideo({ ...still, promptImage: `data:image/png;base64,${'A'.repeat(5_242_880)}` }),
    'promptImage',
    /uploadFile/,
  ],
  [
    'no first frame',
    (c) => c.createImageToVideo({ model: 'veo3.1', promptImage: frames, ratio: '1280:720' }),
    'promptImage',
    /first frame/,
  ],
  [
    'a shape for frames',
    (c) => c.createImageToVideo({ model: 'wan3', promptText: 'x', promptImage: uri, ratio: '1280:720' }),
    'ratio',
    /auto_720p/,
  ],
  [
    'a picture outside its range',
    (c) => c.createVideoToVideo({ ...aleph, keyframes: [{ uri, seconds: 9, range }] }),
    'keyframes[0].seconds',
    /range/,
  ],
  [
    'a range for some',
    (c) =>
      c.createVideoToVideo({
        ...aleph,
        keyframes: [
          { uri, at: 0.5, range },
          { uri, at: 1 },
        ],
      }),
    'keyframes',
    /none of them/,
  ],
  [
    'a long going on',
    (c) => c.createVideoToVideo({ ...film, mode: 'extend', duration: 31 }),
    'duration',
    /at most 30/,
  ],
]

const others: Wrong[] = [
  [
    'few pixels',
    (c) => c.createTextToImage({ model: 'seedream5_lite', promptText: 'x', ratio: '100:100' }),
    'ratio',
    /3,686,400/,
  ],
  [
    'a tag twice',
    (c) =>
      c.createTextToImage({
        model: 'gpt_image_2',
        promptText: 'x',
        ratio: 'auto',
        referenceImages: [1, 2].map(() => ({ uri, tag: 'cat' })),
      }),
    'referenceImages',
    /twice/,
  ],
  [
    'six people',
    (c) =>
      c.createTextToImage({
        model: 'gemini_image3_pro',
        promptText: 'x',
        ratio: '1024:1024',
        referenceImages: references(6).map((item) => ({ ...item, subject: 'human' as const })),
      }),
    'referenceImages',
    /5 humans/,
  ],
  [
    'an edit of nothing',
    (c) =>
      c.createTextToImage({ model: 'grok_imagine_image_2', promptText: 'x', ratio: 'auto_1k', edit: true }),
    'edit',
    /referenceImages/,
  ],
  [
    'haste',
    (c) => c.createTextToSpeech({ model: 'eleven_v3', promptText: 'x', voice, speed: 1.3 }),
    'speed',
    /1\.2/,
  ],
  [
    'a short sound',
    (c) => c.createSoundEffect({ model: 'eleven_text_to_sound_v2', promptText: 'x', duration: 0.4 }),
    'duration',
    /0\.5/,
  ],
  ['a slug in capitals', (c) => c.createRouter({ slug: 'Main' }), 'slug', /small letters/],
  [
    'guidance of nothing',
    (c) => c.generateVideo({ configId: 'main', input: { promptText: 'x', keyframes: [{ uri, at: 0 }] } }),
    'input.keyframes',
    /source/,
  ],
  [
    'shots that do not add up',
    (c) =>
      c.createMultiShotVideo({
        version: '2026-06',
        mode: 'custom',
        shots: [1, 2, 3].map((duration) => ({ prompt: 'abc', duration })),
      }),
    'shots',
    /duration/,
  ],
  [
    'a short description',
    (c) => c.previewVoice({ model: 'eleven_ttv_v3', prompt: 'deep' }),
    'prompt',
    /at least 20/,
  ],
  ['a large page', (c) => c.listVoices({ limit: 101 }), 'limit', /at most 100/],
  [
    'a tool with a digit first',
    (c) =>
      c.createRealtimeSession({
        model: 'gwm1_avatars',
        avatar: { type: 'custom', avatarId: 'a' },
        tools: [{ type: 'client_event', name: '1x', description: 'x' }],
      }),
    'tools[0].name',
    /digit/,
  ],
  [
    'too many days',
    (c) => c.getOrganizationUsage({ startDate: '2026-01-01', beforeDate: '2026-09-01' }),
    'beforeDate',
    /90 days/,
  ],
  ['an id that leads away', (c) => c.getVoice('..'), '', /address/],
]

describe('refuses before anything is sent, naming the field and the cure', () => {
  it.each([...video, ...others])('%s', async (_what, call, param, cure) => {
    const error = await call(runway).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'invalid_argument', message: expect.stringMatching(cure) })
    if (param !== '') expect(error).toMatchObject({ param, message: expect.stringContaining(param) })
    expect(sim.requests).toHaveLength(0)
  })

  it('a model that is new, and says how to send it', async () => {
    // @ts-expect-error not a model of this route
    await expect(runway.createTextToVideo({ ...clip, model: 'gen9' })).rejects.toMatchObject({
      param: 'model',
      message: expect.stringContaining('unchecked'),
    })
    expect(sim.requests).toHaveLength(0)
  })

  it('a field of another model', async () => {
    // @ts-expect-error gen4.5 is silent
    await expect(runway.createTextToVideo({ ...clip, audio: true })).rejects.toMatchObject({
      param: 'audio',
    })
    expect(sim.requests).toHaveLength(0)
  })
})

it('sends anything on purpose, and leaves the judgement to Runway', async () => {
  const unchecked = { slug: 'Main', colour: 'red' }
  await expect(runway.createRouter({ unchecked })).rejects.toMatchObject({
    status: 400,
    disposition: 'rejected',
  })
  expect(sim.requests).toMatchObject([{ path: '/v1/routers', body: unchecked }])
})

it('refuses what stands beside unchecked, and what is no object', async () => {
  const unchecked = { model: 'gen9' }
  const calls = [
    // @ts-expect-error the name would be dropped
    [() => runway.createRouter({ name: 'Main', unchecked }), 'name', /inside unchecked/],
    // The types do not see into what is spread.
    [() => runway.createTextToVideo({ ...clip, unchecked }), 'model', /inside unchecked/],
    // @ts-expect-error nothing to send
    [() => runway.createTextToVideo({ unchecked: undefined }), 'unchecked', /object/],
    // @ts-expect-error no fields
    [() => runway.createRouter({ unchecked: 'slug' }), 'unchecked', /object/],
    // @ts-expect-error a list has no fields
    [() => runway.runWorkflow('w', { unchecked: [1] }), 'unchecked', /object/],
  ] as const
  for (const [call, param, cure] of calls) {
    await expect(call()).rejects.toMatchObject({
      code: 'invalid_argument',
      param,
      message: expect.stringMatching(cure),
    })
  }
  expect(sim.requests).toHaveLength(0)
})
