import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import type { BreakPoint } from '../../src/break-point.ts'
import type { Job } from '../../src/index.ts'
import type { Scene } from './crash.ts'
import { eventually } from './create-test-service.ts'

export const ended = ({ service, principal }: Scene, job: Job): Promise<Job> =>
  service.jobs.wait(principal, job.id, { timeoutMs: 60_000 })

export const order = async ({ service, principal, input }: Scene): Promise<Job> =>
  (await service.jobs.create(principal, input, { idempotencyKey: 'order' })).job

/** A worker dies at this point over the scene's only job. */
export function worker(breakPoint: string, meanwhile?: (scene: Scene, job: Job) => Promise<void>) {
  return async (scene: Scene): Promise<Job> => {
    const job = await order(scene)
    const first = scene.spawn('worker-process', `${breakPoint}=die`)
    await meanwhile?.(scene, job)
    expect(await first.exited).toMatchObject({ signal: 'SIGKILL' })
    await scene.takeOver()
    return ended(scene, job)
  }
}

/** A worker stops at this point until `until` is so, and goes on as if nothing had been. */
export function frozen(breakPoint: string, until: (scene: Scene, job: Job) => Promise<boolean>) {
  return async (scene: Scene): Promise<Job> => {
    const job = await order(scene)
    const first = scene.spawn('worker-process', `${breakPoint}=freeze@1`)
    await eventually(
      async () => (await scene.service.jobs.get(scene.principal, job.id)).stage !== 'queued',
      40_000,
    )
    await scene.takeOver()
    await eventually(() => until(scene, job), 40_000)
    first.kill('SIGCONT')
    const done = await ended(scene, job)
    // What it knew is written down, or was refused.
    await eventually(async () => !(await hasRows(scene, `attempt where state = 'armed'`)))
    return done
  }
}

export const stageIs = (stage: Job['stage']) => async (scene: Scene, job: Job) =>
  (await scene.service.jobs.get(scene.principal, job.id)).stage === stage

/** The process that takes the order dies; the customer asks again under the same key. */
export function api(breakPoint: string) {
  return async (scene: Scene): Promise<Job> => {
    const process = scene.spawn('order-process', `${breakPoint}=die`)
    expect(await process.exited).toMatchObject({ signal: 'SIGKILL' })
    const { rows } = await scene.sql.query('select id from job')
    const again = await scene.service.jobs.create(scene.principal, scene.input, { idempotencyKey: 'order' })
    expect(again.replayed).toBe(rows.length === 1)
    await scene.takeOver()
    return ended(scene, again.job)
  }
}

/** The worker dies over the delivery of the first event, which its receiver hears so many times, under one id. */
export function delivery(breakPoint: BreakPoint, times: number) {
  return async (scene: Scene): Promise<Job> => {
    const ids: string[] = []
    const receiver = createServer((request, response) => {
      ids.push(String(request.headers['webhook-id']))
      request.resume()
      response.writeHead(204).end()
    }).listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    scene.cleanUp.unshift(async () => receiver.close())
    const { port } = receiver.address() as AddressInfo
    const url = `http://127.0.0.1:${port}/hooks`
    await scene.service.webhooks.createEndpoint(scene.principal, { url, events: ['job.queued'] })
    const job = await worker(breakPoint)(scene)
    await eventually(
      async () => !(await hasRows(scene, 'webhook_delivery where finished_at is null')),
      40_000,
    )
    expect(ids).toEqual(Array.from({ length: times }, () => ids[0]))
    return job
  }
}

async function hasRows({ sql }: Scene, what: string): Promise<boolean> {
  return (await sql.query(`select from ${what}`)).rows.length > 0
}
