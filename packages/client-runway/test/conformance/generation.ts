import { expect } from 'vitest'
import type { RunwayClient } from '../../src/index.ts'
import { anyId, audio, image, video, type Row, type Rows } from './row.ts'

const task = { id: expect.stringMatching(anyId), estimatedCost: { credits: expect.any(Number) } }

function paid<T>(
  body: T,
  run: (runway: RunwayClient, body: T) => Promise<unknown>,
  reply: unknown = task,
): Row {
  return { prepare: async (runway) => () => run(runway, body), body, reply, once: true }
}

/** For generation through a router: it has to be there. */
function routed<T>(body: T, run: (runway: RunwayClient, body: T) => Promise<unknown>, model: string): Row {
  return {
    prepare: async (runway) => {
      await runway.createRouter({ slug: 'main' })
      return () => run(runway, body)
    },
    body,
    reply: { ...task, model, provider: expect.any(String) },
    once: true,
  }
}

const uri = image
const version = '2026-06'
const voice = { type: 'runway-preset', presetId: 'Maya' } as const

export const generation: Rows = {
  createTextToVideo: paid(
    { model: 'gen4.5', promptText: 'a kite', ratio: '1280:720', duration: 5 } as const,
    (runway, body) => runway.createTextToVideo(body),
  ),
  createImageToVideo: paid(
    { model: 'wan3', promptText: 'a kite', promptImage: [{ uri }], ratio: '1280:720' } as const,
    (runway, body) => runway.createImageToVideo({ ...body, promptImage: [...body.promptImage] }),
  ),
  createVideoToVideo: paid(
    { model: 'aleph2', videoUri: video, promptText: 'snow', targetAspectRatio: '21:9' } as const,
    (runway, body) => runway.createVideoToVideo(body),
  ),
  createVideoToHdr: paid(
    { model: 'ruby', videoUri: video, outputFormat: 'hdr_prores', proresProfile: '4444' } as const,
    (runway, body) => runway.createVideoToHdr(body),
  ),
  createVideoUpscale: paid(
    { model: 'enhance_frame_rate', videoUri: video, targetFramerate: '59_94' } as const,
    (runway, body) => runway.createVideoUpscale(body),
  ),
  createCharacterPerformance: paid(
    {
      model: 'act_two',
      character: { type: 'image', uri },
      reference: { type: 'video', uri: video },
      expressionIntensity: 4,
    } as const,
    (runway, body) => runway.createCharacterPerformance(body),
  ),
  createTextToImage: paid(
    { model: 'gemini_image3.1_flash', promptText: 'a kite', ratio: '11264:1408', outputCount: 4 } as const,
    (runway, body) => runway.createTextToImage(body),
  ),
  createImageUpscale: paid(
    { model: 'magnific_precision_upscaler_v2', imageUri: image, scaleFactor: 4 } as const,
    (runway, body) => runway.createImageUpscale(body),
  ),
  createTextToSpeech: paid(
    { model: 'eleven_v3', promptText: 'Hello.', voice, speed: 1.1 } as const,
    (runway, body) => runway.createTextToSpeech(body),
  ),
  createSpeechToSpeech: paid(
    { model: 'eleven_multilingual_sts_v2', media: { type: 'audio', uri: audio }, voice } as const,
    (runway, body) => runway.createSpeechToSpeech(body),
  ),
  createSoundEffect: paid(
    { model: 'eleven_text_to_sound_v2', promptText: 'wind', duration: 2.5, loop: true } as const,
    (runway, body) => runway.createSoundEffect(body),
  ),
  createVoiceDubbing: paid(
    { model: 'eleven_voice_dubbing', audioUri: audio, targetLang: 'de' } as const,
    (runway, body) => runway.createVoiceDubbing(body),
  ),
  createVoiceIsolation: paid({ model: 'eleven_voice_isolation', audioUri: audio } as const, (runway, body) =>
    runway.createVoiceIsolation(body),
  ),
  generateVideo: routed(
    { configId: 'main', input: { promptText: 'a kite', aspectRatio: '16:9' } } as const,
    (runway, body) => runway.generateVideo(body),
    'gen4.5',
  ),
  generateImage: routed(
    { configId: 'main', input: { promptText: 'a kite', resolution: '2k' } } as const,
    (runway, body) => runway.generateImage(body),
    'gen4_image',
  ),
  generateAudio: routed(
    { configId: 'main', input: { promptText: 'Hello.', type: 'speech' } } as const,
    (runway, body) => runway.generateAudio(body),
    'eleven_v3',
  ),
  createAdLocalization: paid(
    { version, referenceImage: { uri }, targetLanguage: 'zh-Hant' } as const,
    (runway, body) => runway.createAdLocalization(body),
  ),
  createMarketingStockImage: paid({ version, prompt: 'a kite', outputCount: 2 } as const, (runway, body) =>
    runway.createMarketingStockImage(body),
  ),
  createMultiShotVideo: paid(
    {
      version,
      mode: 'custom' as const,
      duration: 5 as const,
      shots: [1, 2, 2].map((duration) => ({ prompt: 'a kite', duration })),
    } as const,
    (runway, body) => runway.createMultiShotVideo(body),
  ),
  createProductAd: paid({ version: '2026-07' as const, productImages: [{ uri }] }, (runway, body) =>
    runway.createProductAd(body),
  ),
  createProductCampaignImage: paid({ version, image: { uri }, prompt: 'a kite' } as const, (runway, body) =>
    runway.createProductCampaignImage(body),
  ),
  createProductSwap: paid(
    {
      version: '2026-06' as const,
      referenceVideo: { uri: video },
      originalProductImage: { uri },
      newProductImages: [{ uri, view: 'front' as const }],
    },
    (runway, body) => runway.createProductSwap(body),
  ),
  createProductUGC: paid(
    { version, characterImage: { uri }, productImage: { uri }, ratio: '720:1280' } as const,
    (runway, body) => runway.createProductUGC(body),
  ),
  createAvatarVideo: paid(
    {
      model: 'gwm1_avatars',
      avatar: { type: 'runway-preset', presetId: 'tennis-coach' },
      speech: { type: 'text', text: 'Hello.', voice: { type: 'preset', presetId: 'clara' } },
    } as const,
    (runway, body) => runway.createAvatarVideo(body),
    { id: expect.stringMatching(anyId) },
  ),
}
