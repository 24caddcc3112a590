import { RunwayProvider, type GenerationRequest, type Kind } from '../../src/index.ts'
import { image, PICTURE, video, type Subject } from './subject.ts'

const VIDEO = 'https://files.example.com/clip.mp4'
const AUDIO = 'https://files.example.com/voice.mp3'
const film = { video: { url: VIDEO } }

const request = (kind: Kind, model: string, input: GenerationRequest['input']): GenerationRequest => ({
  model,
  kind,
  input,
})

export const runway: Subject = {
  name: 'runway',
  sim: 'runway',
  make: (apiKey, { runway }) =>
    new RunwayProvider({ apiKey, baseUrl: runway.baseUrl, pollIntervalMs: 30, retry: { maxAttempts: 1 } }),
  requests: [
    video('gen4.5', 'a kite', { duration_seconds: 2 }),
    video('veo3.1_fast', 'a kite', { duration_seconds: 4 }),
    video('seedance2_5', 'a kite', { images: [{ url: PICTURE, role: 'reference' }] }),
    video('aleph2', 'in winter', film),
    request('video', 'act_two', { ...film, images: [{ url: PICTURE }] }),
    request('video', 'ruby', film),
    request('video_upscale', 'enhance_frame_rate', film),
    image('gen4_image', 'a kite'),
    image('gpt_image_2', 'a kite', { n: 2 }),
    request('image_edit', 'grok_imagine_image_2', { prompt: 'in winter', images: [{ url: PICTURE }] }),
    request('image_upscale', 'magnific_precision_upscaler_v2', { images: [{ url: PICTURE }] }),
    request('speech', 'eleven_v3', { text: 'a kite', language: 'en' }),
    request('sound', 'eleven_text_to_sound_v2', { prompt: 'wind' }),
    request('voice', 'eleven_voice_isolation', { audio: { url: AUDIO } }),
    request('voice', 'eleven_multilingual_sts_v2', { audio: { url: AUDIO }, voice: 'Lara' }),
  ],
  files: { image: PICTURE, video: VIDEO, audio: AUDIO },
  impossible: video('gen4.5', 'a', { duration_seconds: 60 }),
  refused: video('gen4.5', '[[refuse]]'),
}
