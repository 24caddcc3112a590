import { MockProvider } from '../../src/index.ts'
import { encodeWav, SAMPLE_RATE } from '../../src/mock/media/wav.ts'
import { image, video, type Subject } from './subject.ts'

/** 64 pixels each way, blue turning red; the mock looks into it. */
const PICTURE = `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAXElEQVR4nO3PAQkAIBAAsUcLms68xhjCwQpszblfW3vmawW0AloBrYBWQCugFdAKaAW0AloBrYBWQCugFdAKaAW0AloBrYBWQCugFdAKaAW0AloBrYBWQCugFdAeKbBpQWYaH4wAAAAASUVORK5CYII=`
/** A second of silence. */
const RECORDING = `data:audio/wav;base64,${Buffer.from(encodeWav([new Int16Array(SAMPLE_RATE)])).toString('base64')}`
const images = [{ url: PICTURE }]
const audio = { url: RECORDING }

export const mock: Subject = {
  name: 'mock',
  make: () => new MockProvider({ taskMs: 100 }),
  files: { image: PICTURE, audio: RECORDING, video: 'https://media.example/clip.mp4' },
  requests: [
    image('image', 'a kite', { n: 2 }),
    { model: 'image-edit', kind: 'image_edit', input: { prompt: 'a kite', images } },
    { model: 'image-upscale', kind: 'image_upscale', input: { images }, provider_options: { scale: 4 } },
    video('video', 'a kite', { duration_seconds: 1 }),
    {
      model: 'video-upscale',
      kind: 'video_upscale',
      input: { video: { url: 'https://media.example/clip.mp4' } },
    },
    { model: 'speech', kind: 'speech', input: { text: 'a kite' } },
    { model: 'sound', kind: 'sound', input: { prompt: 'wind in a kite' } },
    { model: 'music', kind: 'music', input: { prompt: 'a song of kites', duration_seconds: 5 } },
    { model: 'voice', kind: 'voice', input: { audio, voice: 'echo' } },
    { model: 'transcription', kind: 'transcription', input: { audio, format: 'srt' } },
    { model: 'translation', kind: 'translation', input: { audio, format: 'text' } },
    { model: 'model-3d', kind: 'model_3d', input: { images } },
  ],
  impossible: image('image', 'a', { size: '99999x99999' }),
  refused: image('image', '[[refuse]]'),
}
