import { Agent } from 'node:http'
import { operations } from '../src/routes/index.ts'
import { describeApi } from '../src/openapi.ts'
import { isObject } from '../src/openapi/json.ts'
import type { TestApp, TestAppOptions } from '../test/helpers/create-test-app.ts'
import { createChecker } from './checker.ts'
import { operationsOf, type Described } from './document.ts'
import { prepare } from './prepare.ts'
import { createRandom } from './random.ts'
import { makeRequest, type FuzzRequest } from './request.ts'
import { send, type TimedReply } from './send.ts'

export interface FuzzOptions {
  seed: number
  requests: number
  /** Only this request of the run, to look at it again. */
  only?: number | undefined
  /** Jobs are worked on meanwhile. Default false: they stay as they are, and the run can be repeated. */
  worked?: boolean
  /** How many are under way at once. */
  parallel?: number
}

export interface Finding {
  /** `--only` */
  number: number
  request: string
  problem: string
}

export interface FuzzReport {
  findings: Finding[]
  /** Status → how often. */
  statuses: Map<number, number>
  /** Routes that never answered with 2xx. */
  neverWell: string[]
  slowestMs: number
}

/** Of apps to be fuzzed: nobody works on jobs, so calls that wait for one are told soon that it goes on. */
export const FUZZED: TestAppOptions = { settings: { resultWaitMs: 30 } }
/** The same where somebody does. */
export const FUZZED_AT_WORK: TestAppOptions = { settings: { resultWaitMs: 3_000 } }

const SLOW_MS = 5_000
const MAX_FINDINGS = 50

/** Sends requests that are right, nearly right and hostile to every route of the document, and judges each answer by it. */
export async function fuzz(
  app: TestApp,
  { seed, requests, only, worked = false, parallel = 8 }: FuzzOptions,
): Promise<FuzzReport> {
  const described = describeApi(operations, app.url)
  const document = isObject(described) ? described : {}
  const routes = operationsOf(document)
  // What takes a body can be wrong in more ways.
  const choices = routes.flatMap((one) => (one.body.size > 0 ? [one, one, one] : [one]))
  const checker = createChecker(document)
  const pool = await prepare(app, { worked })
  const agent = new Agent({ keepAlive: true, maxSockets: parallel })
  const report: FuzzReport = { findings: [], statuses: new Map(), neverWell: [], slowestMs: 0 }
  const well = new Set<string>()
  const announced = new Set(await app.jobIds())
  let next = only ?? 0
  const end = only === undefined ? requests : only + 1

  const doubtful: { number: number; request: FuzzRequest; one: Described }[] = []
  const add = (number: number, request: FuzzRequest, problems: string[]): void => {
    for (const problem of problems) report.findings.push({ number, request: shown(request), problem })
  }
  const work = async (): Promise<void> => {
    while (next < end && report.findings.length < MAX_FINDINGS) {
      const number = next++
      const random = createRandom(seed * 1_000_003 + number)
      const one = random.pick(choices)
      const request = makeRequest(one, { document, pool }, random)
      const { reply, problems } = await judge(request, one)
      if (reply !== undefined) note(reply, one)
      // A machine that is busy with other things is slow, and its database silent: that is a finding only if it happens again.
      if (reply === undefined || reply.ms > SLOW_MS || reply.status === 503)
        doubtful.push({ number, request, one })
      else add(number, request, problems)
    }
  }
  const judge = async (request: FuzzRequest, one: Described) => {
    try {
      const reply = await send(app.url, request, agent)
      return { reply, problems: [...checker.reply(one, reply), ...extraProblems(reply)] }
    } catch (error) {
      return { reply: undefined, problems: [`no answer: ${String(error)}`] }
    }
  }
  const note = (reply: TimedReply, one: Described): void => {
    report.statuses.set(reply.status, (report.statuses.get(reply.status) ?? 0) + 1)
    report.slowestMs = Math.max(report.slowestMs, reply.ms)
    if (reply.status < 400) well.add(one.title)
    for (const id of [reply.headers['x-job-id'], reply.status < 300 ? idIn(reply.body) : undefined])
      if (id !== undefined) announced.add(id)
  }
  await Promise.all(Array.from({ length: parallel }, work))
  for (const { number, request, one } of doubtful) {
    if (report.findings.length >= MAX_FINDINGS) break
    const { reply, problems } = await judge(request, one)
    if (reply !== undefined) note(reply, one)
    add(number, request, problems)
  }
  agent.destroy()
  report.neverWell = routes.map(({ title }) => title).filter((title) => !well.has(title))
  if (worked) await app.stopRunner()
  report.findings.push(...(await leftovers(app, announced)))
  return report
}

function extraProblems({ status, ms, body }: TimedReply): string[] {
  return [
    ...(status >= 500 ? [`${status}: ${body.slice(0, 300)}`] : []),
    ...(ms > SLOW_MS ? [`took ${Math.round(ms)} ms`] : []),
    ...(/ {4}at |node_modules|\bselect .* from\b/i.test(body) && status >= 400 ? ['shows our insides'] : []),
  ]
}

/** A refused request leaves nothing: each job was announced to its caller, and all money adds up. */
async function leftovers(app: TestApp, announced: Set<string>): Promise<Finding[]> {
  const secret = (await app.jobIds()).filter((id) => !announced.has(id))
  const broken = (await app.service.invariants()).filter(({ violations }) => violations > 0)
  const problems = [
    ...secret.map((id) => `nobody was told of ${id}`),
    ...broken.map((rule) => `rule ${rule.name} is broken: ${JSON.stringify(rule.sample).slice(0, 300)}`),
  ]
  return problems.map((problem) => ({ number: -1, request: 'all of them', problem }))
}

function idIn(body: string): string | undefined {
  return /"id":"((?:job)_[0-9a-f]+)"/.exec(body)?.[1]
}

function shown({ method, path, headers, body }: FuzzRequest): string {
  const { authorization: _, ...rest } = headers
  const text = body === undefined ? '' : ` ${JSON.stringify(body.toString().slice(0, 600))}`
  return `${method} ${path.slice(0, 300)} ${JSON.stringify(rest).slice(0, 300)}${text}`
}
