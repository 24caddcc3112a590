import { expect } from 'vitest'
import type { RunwayClient } from '../../src/index.ts'
import { anyId, type Row, type Rows } from './row.ts'

const clip = { model: 'gen4.5', promptText: 'a kite', ratio: '1280:720', duration: 5 } as const
const file = new Uint8Array(600)

function read(run: (runway: RunwayClient) => Promise<unknown>, reply: unknown, rest: Partial<Row> = {}): Row {
  return { prepare: async (runway) => () => run(runway), reply, once: false, ...rest }
}

/** Reads about a task that was started before. */
function ofTask(run: (runway: RunwayClient, id: string) => Promise<unknown>, reply: unknown): Row {
  return {
    prepare: async (runway) => {
      const { id } = await runway.createTextToVideo(clip)
      return () => run(runway, id)
    },
    reply,
    once: false,
  }
}

const page = { cursor: 'Mg', limit: 1 }
const pageQuery = { cursor: 'Mg', limit: '1' }
const span = { from: '2026-09-01T00:00:00Z', to: '2026-10-01T00:00:00Z' }

export const account: Rows = {
  getTask: ofTask((runway, id) => runway.getTask(id), {
    id: expect.stringMatching(anyId),
    status: expect.stringMatching(/PENDING|RUNNING|SUCCEEDED/),
  }),
  cancelTask: ofTask((runway, id) => runway.cancelTask(id), { existed: true }),
  waitForTask: ofTask((runway, id) => runway.waitForTask(id, { pollIntervalMs: 20 }), {
    status: 'SUCCEEDED',
    output: [expect.stringContaining('.mp4')],
    cost: { credits: 60 },
  }),
  openOutput: {
    prepare: async (runway) => {
      const { id } = await runway.createTextToVideo(clip)
      const { output } = await runway.waitForTask(id, { pollIntervalMs: 20 })
      return async () => {
        const { stream, ...reply } = await runway.openOutput(output[0] ?? '')
        stream.destroy()
        return reply
      }
    },
    reply: { status: 200, mediaType: 'video/mp4' },
    once: false,
  },
  createUpload: read(
    (runway) => runway.createUpload({ filename: 'kite.mp4' }),
    {
      uploadUrl: expect.any(String),
      runwayUri: expect.stringMatching(/^runway:/),
      fields: expect.anything(),
    },
    { body: { filename: 'kite.mp4', type: 'ephemeral' } },
  ),
  uploadFile: read(
    (runway) => runway.uploadFile({ filename: 'kite.mp4', file, mediaType: 'video/mp4' }),
    expect.stringMatching(/^runway:\/\//),
    { body: { filename: 'kite.mp4', type: 'ephemeral' } },
  ),
  getOrganization: read((runway) => runway.getOrganization(), {
    creditBalance: 10_000,
    tier: { models: { 'gen4.5': { maxConcurrentGenerations: 3 } } },
  }),
  getOrganizationUsage: read(
    (runway) => runway.getOrganizationUsage({ startDate: '2026-09-01', beforeDate: '2026-09-30' }),
    { models: ['gen4.5'], results: [{ date: '2026-09-01', usedCredits: [{ model: 'gen4.5', amount: 60 }] }] },
    { body: { startDate: '2026-09-01', beforeDate: '2026-09-30' } },
  ),
  listWorkspaceUsage: read(
    (runway) => runway.listWorkspaceUsage({ ...span, ...page }),
    { data: [{ type: 'refund', credits: 15, workspaceId: 7 }], nextCursor: undefined },
    { query: { ...span, ...pageQuery } },
  ),
  listAuditLogs: read(
    (runway) => runway.listAuditLogs({ actions: 'UserLogin', limit: 2 }),
    {
      data: [{ eventId: 'event_1', action: 'UserLogin' }, { eventId: 'event_2' }],
      nextCursor: expect.any(String),
    },
    { query: { actions: 'UserLogin', limit: '2' } },
  ),
  getAuditLog: read(
    (runway) => runway.getAuditLog('event_2', { organizationId: 'org_1' }),
    { eventId: 'event_2', metadata: { Platform: 'web' }, resourceType: null },
    { query: { organizationId: 'org_1' } },
  ),
}
