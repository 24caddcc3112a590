import { expect } from 'vitest'
import type { AIHubMixClient } from '../../src/index.ts'
import { firstLetters, inside200, readFault, refused, type Row } from './row.ts'

const qwen = { model: 'qwen-image-3.0', prompt: 'a kite' }
const minimax = { model: 'minimax-h3', prompt: 'a kite', duration: 4, resolution: '768P' }

const makeImage = async (client: AIHubMixClient): Promise<string> =>
  (await client.native.generateImage({ ...qwen, async: true })).id
const makeVideo = async (client: AIHubMixClient): Promise<string> =>
  (await client.native.generateVideo(minimax)).id
const get = (path: string, query?: object) => (id: string) => ({
  method: 'GET',
  path: `/ai/v1/${path.replace('{id}', id)}`,
  ...(query && { query }),
})

const failedTask = {
  status: 200,
  body: {
    id: 't_1',
    object: 'image',
    model: 'm',
    status: 'failed',
    output: [],
    error: { code: 'moderation_blocked', message: 'no', upstream_detail: null },
  },
}
const taskFailed: Row['error'] = {
  fault: failedTask,
  expected: { code: 'task_failed', vendorCode: 'moderation_blocked' },
  requests: 1,
}

export const native: Row[] = [
  {
    method: 'native.generateImage',
    call: (client) => client.native.generateImage({ ...qwen, n: 2, extra: { quality: 'high' } }),
    request: () => ({
      method: 'POST',
      path: '/ai/v1/images/generations',
      body: { ...qwen, n: 2, extra: { quality: 'high' } },
    }),
    reply: { status: 'completed', output: [{ index: 0, b64_json: expect.any(String) }, { index: 1 }] },
    error: taskFailed,
  },
  {
    method: 'native.generateVideo',
    call: (client) => client.native.generateVideo(minimax),
    request: () => ({ method: 'POST', path: '/ai/v1/videos', body: minimax }),
    reply: { id: expect.stringMatching(/^t_/), status: 'completed' },
    error: refused(400, 'schema_violation'),
  },
  {
    method: 'native.getImage',
    prepare: makeImage,
    call: (client, id) => client.native.getImage(id),
    request: get('images/{id}'),
    reply: { status: 'completed', output: [{ resultId: 'r_0', mediaType: 'image/png' }] },
    error: readFault,
  },
  {
    method: 'native.getVideo',
    prepare: makeVideo,
    call: (client, id) => client.native.getVideo(id),
    request: get('videos/{id}'),
    reply: { status: 'completed', output: [{ mediaType: 'video/mp4' }], error: undefined },
    error: inside200,
  },
  {
    method: 'native.getTaskSnapshot',
    prepare: makeVideo,
    call: (client, id) => client.native.getTaskSnapshot(id),
    request: get('tasks/{id}'),
    reply: { status: 'completed' },
    error: refused(404, 'task_not_found'),
  },
  {
    method: 'native.waitForImage',
    prepare: makeImage,
    call: (client, id) => client.native.waitForImage(id, { pollIntervalMs: 1 }),
    request: get('images/{id}'),
    reply: { status: 'completed' },
    error: taskFailed,
  },
  {
    method: 'native.waitForVideo',
    prepare: makeVideo,
    call: (client, id) => client.native.waitForVideo(id, { pollIntervalMs: 1 }),
    request: get('videos/{id}'),
    reply: { status: 'completed' },
    error: taskFailed,
  },
  {
    method: 'native.listImages',
    prepare: makeImage,
    call: (client) => client.native.listImages({ limit: 1 }),
    request: get('images', { limit: '1' }),
    reply: { tasks: [{ status: 'completed' }], hasMore: false },
    error: refused(401, 'authentication_failed'),
  },
  {
    method: 'native.listVideos',
    prepare: makeVideo,
    call: (client) => client.native.listVideos(),
    request: get('videos'),
    reply: { tasks: [{ object: 'video' }], hasMore: false, nextAfter: undefined },
    error: readFault,
  },
  {
    method: 'native.downloadImage',
    prepare: makeImage,
    call: async (client, id) => firstLetters(await client.native.downloadImage(id, 'r_0'), 1),
    request: get('images/{id}/content/r_0'),
    reply: 'PNG',
    error: refused(410, 'artifact_expired'),
  },
  {
    method: 'native.downloadVideo',
    prepare: makeVideo,
    call: async (client, id) => firstLetters(await client.native.downloadVideo(id), 4, 8),
    request: get('videos/{id}/content'),
    reply: 'ftyp',
    error: refused(409, 'result_not_ready'),
  },
]
