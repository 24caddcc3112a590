import { describe, expect, it } from 'vitest'
import { videoSchema, videoStatus, type VideoStatus } from './video.ts'

describe('videoStatus', () => {
  it.each<[string | undefined, VideoStatus]>([
    ['queued', 'pending'],
    ['NOT_START', 'pending'],
    ['in_progress', 'running'],
    ['In Progress', 'running'],
    ['Succeeded', 'completed'],
    ['done', 'completed'],
    ['cancelled', 'failed'],
    ['expired', 'failed'],
    ['dreaming', 'running'],
    [undefined, 'running'],
  ])('%j is %s', (word, status) => expect(videoStatus(word)).toBe(status))
})

describe('videoSchema', () => {
  it.each([
    [
      { id: 'a=', status: 'queued' },
      { id: 'a=', status: 'pending' },
    ],
    [
      { task_id: 'b', status: 'running', progress: 50 },
      { id: 'b', status: 'running', progress: 0.5 },
    ],
    [{ data: { id: 'c', status: 'success' } }, { id: 'c', status: 'completed' }],
    [
      { id: 'd', status: 'completed', seconds: '8' },
      { status: 'completed', seconds: 8 },
    ],
    [
      { id: 'e', status: 'failed', error: { code: 7, message: 'no' } },
      { error: { code: '7', message: 'no' } },
    ],
    [{ id: 'e', status: 'failed', error: { message: 'no' } }, { error: { message: 'no' } }],
    [{ id: 'f', status: 'failed', error: 'no' }, { error: { message: 'no' } }],
    [{ id: 'g', status: 'failed', error: null, failure_reason: 'no' }, { error: { message: 'no' } }],
    [{ id: 'h', status: 'running', progress: 700 }, { progress: 1 }],
    [{ id: 'i', status: 'running', progress: 'NaN' }, { progress: undefined }],
    [{ id: 'j', status: 'running', progress: -1 }, { progress: 0 }],
  ])('reads %j', (wire, video) => expect(videoSchema.parse(wire)).toMatchObject(video))

  it.each([
    {},
    { id: '' },
    { id: 'x'.repeat(1025) },
    { id: 'a b' },
    { id: 'a\nb' },
    { status: 'queued' },
    [],
  ])('refuses %j', (wire) => expect(videoSchema.safeParse(wire).success).toBe(false))
})
