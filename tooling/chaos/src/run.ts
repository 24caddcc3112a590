import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { checkPromises } from './checks/all.ts'
import type { ChaosOptions } from './command-line.ts'
import { startDeployment, type Deployment } from './deployment/deployment.ts'
import { CLOCKS } from './deployment/environment.ts'
import { startWeather } from './faults/weather.ts'
import { openAccounts } from './load/accounts.ts'
import { chatAway } from './load/chats.ts'
import { Customers, type Placed } from './load/customers.ts'
import { History } from './load/history.ts'
import { writeOrders } from './load/orders.ts'
import { Receiver } from './load/receiver.ts'
import { Requests } from './load/requests.ts'
import { createRandom } from './random.ts'
import type { Evidence, Report } from './report.ts'

const ACCOUNTS = 8
const AFTERMATH_MS = 4_000
const SETTLE_LIMIT_MS = (CLOCKS.deadline + 120) * 1_000
const DELIVERIES_LIMIT_MS = 60_000
/** How many customers ask at once what became of their order. */
const LEARNERS = 20

/** One whole run: start, load under faults, mend, wait, check. */
export async function runChaos(
  options: ChaosOptions,
  tell: (line: string) => void = () => undefined,
): Promise<Report> {
  const beganAt = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'jointo-chaos-'))
  const random = createRandom(options.seed)
  const receiver = await Receiver.start(random.fork('receiver'))
  let keep = true
  let deployment: Deployment | undefined
  try {
    deployment = await startDeployment(options, folder)
    const report = await play(options, deployment, receiver, tell)
    report.seconds = (performance.now() - beganAt) / 1_000
    keep = options.keep || report.violations.length > 0
    if (keep) report.folder = folder
    return report
  } catch (error) {
    tell(`the logs are in ${folder}`)
    throw error
  } finally {
    await receiver.close()
    await deployment?.close()
    if (!keep) await rm(folder, { recursive: true, force: true })
  }
}

async function play(
  options: ChaosOptions,
  deployment: Deployment,
  receiver: Receiver,
  tell: (line: string) => void,
): Promise<Report> {
  const random = createRandom(options.seed)
  const history = new History()
  const leaks: string[] = []
  const surprises: string[] = []
  const requests = new Requests(deployment.apiUrls, random.fork('routes'), (path, { status, text }) => {
    // Whatever is wrong behind it, an API says so in its own words.
    if (status >= 500 && status !== 503) surprises.push(`P28 ${path} answered ${status}`)
    if (text.includes(new URL(deployment.vendorsUrl).host)) leaks.push(`${path} names a vendor's address`)
    if (status >= 400 && text.includes(deployment.secrets.promptWord))
      leaks.push(`${path} answered ${status} with words of a prompt`)
  })
  const accounts = await openAccounts(requests, {
    adminKey: deployment.secrets.adminKey,
    count: ACCOUNTS,
    receiverUrl: receiver.url,
  })
  for (const { id, secret } of accounts) if (secret !== undefined) receiver.secrets.set(id, secret)

  const durationMs = Math.max(6_000, (options.jobs / options.rate) * 1_000)
  const { promptWord } = deployment.secrets
  const orders = writeOrders(random.fork('orders'), {
    jobs: options.jobs,
    accounts: ACCOUNTS,
    durationMs,
    promptWord,
  })
  const customers = new Customers(requests, history, accounts, random.fork('customers'))
  tell(`${options.jobs} orders in ${Math.round(durationMs / 1_000)} s, everything breaks`)
  const weather = startWeather(
    { deployment, receiver, random: random.fork('weather') },
    { faultMs: 700, vendorFaultMs: 120 },
  )
  const progress = setInterval(() => tell(progressLine(history)), 5_000)
  const placed: Placed[] = []
  const follows: Promise<void>[] = []
  const startedAt = performance.now()
  const chats = chatAway({ requests, history, accounts, promptWord }, random.fork('chats'), {
    count: Math.ceil(options.jobs / 8),
    durationMs,
  })
  const ordering = Promise.all(
    orders.map(async (order) => {
      await sleep(Math.max(0, order.at - (performance.now() - startedAt)))
      const one = await customers.place(order)
      placed.push(one)
      follows.push(customers.follow(one))
    }),
  )
  // Past the last order, so that work in hand suffers too.
  await sleep(durationMs + AFTERMATH_MS)
  tell('everything is mended')
  await weather.stop()
  await Promise.all([ordering, chats])
  await Promise.all(follows)
  clearInterval(progress)
  const unsure = placed.filter(
    ({ outcome, order }) => outcome === 'info' && order.idempotencyKey !== undefined,
  )
  const left = unsure.values()
  const learn = async (): Promise<void> => {
    for (const one of left) await customers.learn(one)
  }
  await Promise.all(Array.from({ length: LEARNERS }, learn))

  const sql = new Client({ connectionString: deployment.database.url })
  await sql.connect()
  try {
    await settled(sql, tell)
    const evidence: Evidence = { deployment, receiver, requests, accounts, placed, history, leaks, sql }
    const violations = [...(await checkPromises(evidence, random.fork('checks'))), ...surprises]
    const { rows } = await sql.query<{ end: string; n: number }>(
      `select concat_ws(' ', state, error_code) as end, count(*)::int as n from job group by 1 order by 1`,
    )
    return {
      options,
      violations,
      history,
      faults: weather.counts,
      jobs: Object.fromEntries(rows.map(({ end, n }) => [end, n])),
      seconds: 0,
      folder: undefined,
    }
  } finally {
    await sql.end()
  }
}

/** Every job at its end, and every delivery, as far as they get in their time. */
async function settled(sql: Client, tell: (line: string) => void): Promise<void> {
  const count = async (query: string): Promise<number> => (await sql.query(query)).rows[0]?.n ?? 0
  /** As long as it gets on: a backlog is not a loss. */
  const wait = async (what: string, query: string, limitMs: number): Promise<void> => {
    let until = Date.now() + limitMs
    let fewest = Infinity
    for (let looks = 0; ; looks += 1) {
      const open = await count(query)
      if (open === 0 || Date.now() > until) return
      if (open < fewest) until = Date.now() + limitMs
      fewest = Math.min(fewest, open)
      if (looks % 20 === 19) tell(`${open} ${what}`)
      await sleep(250)
    }
  }
  await wait(
    'jobs have not ended yet',
    'select count(*)::int as n from job where finished_at is null',
    SETTLE_LIMIT_MS,
  )
  await wait('direct calls are still open', 'select count(*)::int as n from open_call', SETTLE_LIMIT_MS)
  await wait(
    'webhooks are on their way',
    `select count(*)::int as n from webhook_delivery where status = 'pending'`,
    DELIVERIES_LIMIT_MS,
  )
}

function progressLine(history: History): string {
  const parts = Object.entries(history.counts).map(
    ([what, { ok, fail, info }]) => `${what} ${ok}/${fail}/${info}`,
  )
  return `done/refused/unknown: ${parts.join(', ')}`
}
