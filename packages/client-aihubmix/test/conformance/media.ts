import { expect } from 'vitest'
import type { AIHubMixClient } from '../../src/index.ts'
import { collect, firstLetters, inside200, paidFault, readFault, refused, type Row } from './row.ts'

const picture = { bytes: new Uint8Array(10), filename: 'a.png', mediaType: 'image/png' }
const sound = { bytes: new Blob([new Uint8Array(10)]), filename: 'a.mp3', mediaType: 'audio/mpeg' }
const seenPicture = { file: 'a.png', mediaType: 'image/png', size: 10 }
const seenSound = { file: 'a.mp3', mediaType: 'audio/mpeg', size: 10 }
const wan = { model: 'wan2.6-t2v', prompt: 'a kite', seconds: 2 } as const
const speech = { model: 'gpt-4o-mini-tts', input: 'hi', voice: 'nova' } as const

const makeVideo = async (client: AIHubMixClient): Promise<string> =>
  (await client.generateVideo({ model: 'sora-2', prompt: 'a kite', seconds: 4 })).id
const video = (method: string, id: string, rest = ''): { method: string; path: string } => ({
  method,
  path: `/v1/videos/${encodeURIComponent(id)}${rest}`,
})
const post = (path: string, body: object) => () => ({ method: 'POST', path: `/v1/${path}`, body })

export const media: Row[] = [
  {
    method: 'generateImage',
    call: (client) => client.generateImage({ model: 'gpt-image-2', prompt: 'a kite', quality: 'low', n: 2 }),
    request: post('images/generations', { model: 'gpt-image-2', prompt: 'a kite', quality: 'low', n: 2 }),
    reply: { data: [{ b64_json: expect.any(String) }, {}], quality: 'low', usage: { output_tokens: 392 } },
    error: inside200,
  },
  {
    method: 'editImage',
    call: (client) =>
      client.editImage({ model: 'gpt-image-2', prompt: 'red', images: [picture, picture], mask: picture }),
    request: post('images/edits', {
      model: 'gpt-image-2',
      prompt: 'red',
      'image[]': [seenPicture, seenPicture],
      mask: seenPicture,
    }),
    reply: { data: [{ b64_json: expect.any(String) }] },
    error: refused(400, 'moderation_blocked'),
  },
  {
    method: 'generateVideo',
    call: (client) => client.generateVideo(wan),
    request: post('videos', wan),
    reply: { id: expect.stringMatching(/=$/), status: 'completed', seconds: 2 },
    error: refused(403, 'insufficient_user_quota'),
  },
  {
    method: 'getVideoStatus',
    prepare: makeVideo,
    call: (client, id) => client.getVideoStatus(id),
    request: (id) => video('GET', id),
    reply: { status: 'completed', progress: 1, seconds: 4 },
    error: readFault,
  },
  {
    method: 'waitForVideoCompletion',
    prepare: makeVideo,
    call: (client, id) => client.waitForVideoCompletion(id, { pollIntervalMs: 1 }),
    request: (id) => video('GET', id),
    reply: { status: 'completed' },
    error: {
      fault: { status: 200, body: { id: 'v', status: 'failed', error: { code: 'moderation_blocked' } } },
      expected: { code: 'video_failed', vendorCode: 'moderation_blocked' },
      requests: 1,
    },
  },
  {
    method: 'downloadVideo',
    prepare: makeVideo,
    call: async (client, id) => firstLetters(await client.downloadVideo(id, { variant: 'thumbnail' })),
    request: (id) => ({ ...video('GET', id, '/content'), query: { variant: 'thumbnail' } }),
    reply: 'RIFF',
    error: refused(400, 'video_not_ready'),
  },
  {
    method: 'remixVideo',
    prepare: makeVideo,
    call: (client, id) => client.remixVideo(id, { prompt: 'by night' }),
    request: (id) => ({ ...video('POST', id, '/remix'), body: { prompt: 'by night' } }),
    reply: { model: 'sora-2', status: 'completed' },
    error: paidFault,
  },
  {
    method: 'listVideos',
    prepare: makeVideo,
    call: (client) => client.listVideos({ limit: 1, order: 'asc' }),
    request: () => ({ method: 'GET', path: '/v1/videos', query: { limit: '1', order: 'asc' } }),
    reply: { videos: [{ status: 'completed' }], hasMore: false, lastId: expect.any(String) },
    error: refused(404, 'not_found'),
  },
  {
    method: 'deleteVideo',
    prepare: makeVideo,
    call: (client, id) => client.deleteVideo(id),
    request: (id) => video('DELETE', id),
    reply: undefined,
    error: refused(404, 'not_found'),
  },
  {
    method: 'generateSpeech',
    call: async (client) => {
      const { bytes, mediaType } = await client.generateSpeech({ ...speech, response_format: 'wav' })
      return [Buffer.from(bytes).toString('latin1', 0, 4), mediaType]
    },
    request: post('audio/speech', { ...speech, response_format: 'wav' }),
    reply: ['RIFF', 'audio/wav'],
    error: inside200,
  },
  {
    method: 'openSpeech',
    call: async (client) => firstLetters(await client.openSpeech({ ...speech, response_format: 'flac' })),
    request: post('audio/speech', { ...speech, response_format: 'flac' }),
    reply: 'fLaC',
    error: inside200,
  },
  {
    method: 'streamSpeech',
    call: async (client) => (await collect(client.streamSpeech(speech))).map(({ type }) => type),
    request: post('audio/speech', { ...speech, stream_format: 'sse' }),
    reply: ['speech.audio.delta', 'speech.audio.delta', 'speech.audio.done'],
    error: inside200,
  },
  {
    method: 'transcribeAudio',
    call: (client) =>
      client.transcribeAudio({
        model: 'whisper-1',
        file: sound,
        response_format: 'verbose_json',
        timestamp_granularities: ['word', 'segment'],
      }),
    request: post('audio/transcriptions', {
      model: 'whisper-1',
      file: seenSound,
      response_format: 'verbose_json',
      'timestamp_granularities[]': ['word', 'segment'],
    }),
    reply: { duration: 2, language: 'english', words: expect.any(Array), usage: { seconds: 2 } },
    error: refused(413, 'too_large'),
  },
  {
    method: 'streamTranscription',
    call: async (client) => {
      const model = 'gpt-4o-transcribe-diarize'
      const events = client.streamTranscription({
        model,
        file: sound,
        chunking_strategy: { type: 'server_vad' },
      })
      return (await collect(events)).slice(-2)
    },
    request: post('audio/transcriptions', {
      model: 'gpt-4o-transcribe-diarize',
      file: seenSound,
      stream: 'true',
      'chunking_strategy[type]': 'server_vad',
    }),
    reply: [{ speaker: 'A' }, { type: 'transcript.text.done', usage: { type: 'tokens' } }],
    error: paidFault,
  },
  {
    method: 'translateAudio',
    call: (client) => client.translateAudio({ model: 'whisper-1', file: sound, response_format: 'srt' }),
    request: post('audio/translations', { model: 'whisper-1', file: seenSound, response_format: 'srt' }),
    reply: { text: expect.stringContaining('00:00:00,000 --> 00:00:02,000') },
    error: refused(400, 'unsupported_value'),
  },
]
