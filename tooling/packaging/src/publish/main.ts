import { readArguments } from '@jointo/test-support/arguments'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { overBudget, tellFootprint } from './budget.ts'
import { checkContents } from './contents.ts'
import { checkTypes, importAll, install, MANAGERS, type Consumer } from './consumer.ts'
import { runExample } from './example.ts'
import { measure } from './footprint.ts'
import { readPackages } from './packages.ts'
import { startRegistry } from './registry.ts'
import { releaseCopy } from './release.ts'
import { startSurroundings } from './surroundings.ts'
import { installTools } from './tools.ts'

const HELP = `Usage: pnpm test:packages [--manager npm] [--package http-base]

Releases a copy of this repository to a registry on this machine, installs each package in an empty folder with each
package manager, checks its types, imports it and runs the program of its README on each runtime.
`

const { values } = readArguments(HELP, {
  options: { manager: { type: 'string' }, package: { type: 'string' } },
})

const folder = await mkdtemp(path.join(tmpdir(), 'jointo-packages-'))
const problems: string[] = []
const weights: string[] = []
const began = performance.now()
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const attempt = async (what: string, work: () => Promise<unknown>): Promise<boolean> => {
  const started = performance.now()
  const failure = await work().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  say(`  ${failure === undefined ? 'ok' : 'FAILED'} ${what} (${seconds} s)`)
  if (failure !== undefined) problems.push(`${what}\n${failure}`)
  return failure === undefined
}

const tools = await installTools()
const registry = await startRegistry(tools.verdaccio, path.join(folder, 'registry'))
const surroundings = await startSurroundings()
try {
  const copy = path.join(folder, 'copy')
  say('release')
  if (await attempt('version, build, publish', () => releaseCopy(copy, registry))) await tryAll(copy)
} finally {
  await surroundings.stop()
  await registry.stop()
  await rm(folder, { recursive: true, force: true })
}
for (const problem of problems) process.stderr.write(`\n${problem}\n`)
const minutes = ((performance.now() - began) / 60_000).toFixed(1)
if (weights.length > 0) say(`\n${weights.join('\n')}`)
say(`${problems.length === 0 ? 'Strangers can install them' : `${problems.length} failed`} (${minutes} min).`)
process.exitCode = problems.length === 0 ? 0 : 1

async function tryAll(copy: string): Promise<void> {
  const wanted = readPackages(copy).filter(({ name }) => name.endsWith(values.package ?? ''))
  for (const pkg of wanted) {
    for (const manager of MANAGERS.filter((one) => one === (values.manager ?? one))) {
      say(`${pkg.name} ${pkg.version} by ${manager}`)
      const place = path.join(folder, manager, pkg.name.replace('/', '-'))
      const consumer = { folder: place, pkg }
      if (!(await attempt('installed', () => install(pkg, manager, { folder: place, registry, tools }))))
        continue
      if (manager === 'npm') await attempt('what it holds', async () => checkContents(consumer))
      const typed = await attempt('types under node16 and bundler', () => checkTypes(consumer))
      if (typed)
        await runEverywhere(consumer, manager === 'npm' ? tools.runtimes : tools.runtimes.slice(0, 1))
      if (manager === 'npm') await weigh(consumer)
    }
  }
}

async function runEverywhere(consumer: Consumer, runtimes: typeof tools.runtimes): Promise<void> {
  for (const { name, program } of runtimes) {
    await attempt(`imported in ${name}`, () => importAll(consumer, program))
    const environment = surroundings.environmentOf(consumer.pkg.name, consumer.folder)
    await attempt(`README's program in ${name}`, () => runExample(consumer, program, environment))
  }
}

async function weigh(consumer: Consumer): Promise<void> {
  const footprint = await measure(consumer, registry)
  const line = tellFootprint(consumer.pkg.name, footprint)
  say(`  ${line}`)
  weights.push(line)
  problems.push(...overBudget(consumer.pkg.name, footprint))
}
