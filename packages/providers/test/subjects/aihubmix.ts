import { AIHubMixProvider } from '../../src/index.ts'
import { image, PICTURE, video, type Subject } from './subject.ts'

/** A second of silence. */
const WAV = `data:audio/wav;base64,${silence(8_000).toString('base64')}`
const given = { images: [{ url: PICTURE }] }
const heard = { audio: { url: WAV } }

export const aihubmix: Subject = {
  name: 'aihubmix',
  sim: 'aihubmix',
  make: (apiKey, { aihubmix }) =>
    new AIHubMixProvider({
      apiKey,
      baseUrl: aihubmix.baseUrl,
      pollIntervalMs: 30,
      retry: { maxAttempts: 1 },
    }),
  requests: [
    image('gpt-image-2', 'a kite'),
    image('mai-image-2.6', 'a kite'),
    image('imagen-4.0-generate-001', 'a kite', { n: 2 }),
    image('flux-2-pro', 'a kite'),
    image('ideogram-v3', 'a kite'),
    image('doubao-seedream-4-0', 'a kite'),
    image('qwen-image', 'a kite'),
    image('qwen-image-3.0', 'a kite'),
    image('gemini-2.5-flash-image', 'a kite'),
    { model: 'gpt-image-1.5', kind: 'image_edit', input: { prompt: 'a kite', ...given } },
    { model: 'gemini-2.5-flash-image', kind: 'image_edit', input: { prompt: 'a kite', ...given } },
    { model: 'wan2.7-image', kind: 'image_edit', input: { prompt: 'a kite', ...given } },
    video('wan2.6-t2v', 'a kite', { duration_seconds: 2 }),
    video('minimax-h3', 'a kite', { duration_seconds: 4 }),
    { model: 'tts-1', kind: 'speech', input: { text: 'a kite' } },
    { model: 'gemini-2.5-flash-preview-tts', kind: 'speech', input: { text: 'a kite' } },
    { model: 'whisper-1', kind: 'transcription', input: { ...heard, format: 'srt' } },
    { model: 'gpt-4o-transcribe', kind: 'transcription', input: heard },
    { model: 'whisper-1', kind: 'translation', input: { ...heard, format: 'text' } },
  ],
  files: { audio: WAV, video: 'https://clips.example/kite.mp4' },
  impossible: image('gpt-image-2', 'a', { size: '64x64' }),
  refused: image('gpt-image-2', '[[refuse]]'),
}

function silence(samples: number): Buffer {
  const wav = Buffer.alloc(44 + samples)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + samples, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(8_000, 24)
  wav.writeUInt32LE(8_000, 28)
  wav.writeUInt16LE(1, 32)
  wav.writeUInt16LE(8, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(samples, 40)
  return wav.fill(128, 44)
}
