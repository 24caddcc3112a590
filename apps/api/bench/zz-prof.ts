import { readdirSync, readFileSync } from 'node:fs'
import { closedLoop, openLoop, orders } from './overload/load.ts'
import { openStage } from './overload/stage.ts'

const MS = 5000
function cpu(): Record<string, number> {
  const out: Record<string, number> = { api: 0, driver: 0, postgres: 0, pgmain: 0 }
  for (const p of readdirSync('/proc')) {
    if (!/^\d+$/.test(p)) continue
    try {
      const s = readFileSync(`/proc/${p}/stat`, 'utf8')
      const f = s.slice(s.lastIndexOf(')') + 2).split(' ')
      const name = readFileSync(`/proc/${p}/cmdline`, 'utf8').replaceAll('\0', ' ')
      const ticks = (+f[11]! + +f[12]!) * 10
      if (Number(p) === process.pid) out['driver']! += ticks
      else if (name.includes('src/main.ts')) out['api']! += ticks
      else if (/^postgres: (walwriter|checkpointer|autovacuum|background|logical|io worker)/.test(name)) out['pgmain']! += ticks
      else if (name.startsWith('postgres:')) out['postgres']! += ticks
    } catch {}
  }
  return out
}
const stage = await openStage()
const api = await stage.startApi({})
const { ask, close } = orders(api.port, stage.keys)
await closedLoop(ask, 16, 3000)
async function phase(what: string, run: () => Promise<{ status: number; at: number }[]>) {
  const a = cpu(), until = performance.now() + MS, t = performance.now()
  const all = await run()
  const s = (performance.now() - t) / 1000
  const b = cpu()
  const done = all.filter((x) => x.status === 202 && x.at <= until).length / (MS / 1000)
  const share = Object.fromEntries(Object.keys(b).map((k) => [k, Math.round((b[k]! - a[k]!) / s / 10)]))
  console.log(what, Math.round(done), 'of', Math.round(all.length / s), JSON.stringify(share), 'us/done api', Math.round(share['api']! * 1e4 / done), 'pg', Math.round(share['postgres']! * 1e4 / done))
  return done
}
for (let i = 0; i < 4; i++) {
  const peak = await phase('peak 16 ', () => closedLoop(ask, 16, MS))
  await phase('peak 32 ', () => closedLoop(ask, 32, MS))
  await phase('flood  ', () => openLoop(ask, peak * 3, MS))
}
close(); await api.stop(); await stage.close()
