import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../repository.ts'
import { plainEnvironment, run } from '../run.ts'
import { readExported } from './contents.ts'
import type { PublishedPackage } from './packages.ts'
import type { Registry } from './registry.ts'
import { pnpm, type Tools } from './tools.ts'

export type Manager = 'npm' | 'pnpm' | 'yarn'
export const MANAGERS: readonly Manager[] = ['npm', 'pnpm', 'yarn']

const RESOLUTIONS = {
  node16: { module: 'node16', moduleResolution: 'node16' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
} as const

/** Declarations of libraries that we use have faults of their own. */
const OTHERS = /^node_modules\/(?!.*@jointo\/)/

/** A folder that has one of our packages installed, as a stranger's has. */
export interface Consumer {
  folder: string
  pkg: PublishedPackage
}

export async function install(
  pkg: PublishedPackage,
  manager: Manager,
  { folder, registry, tools }: { folder: string; registry: Registry; tools: Tools },
): Promise<Consumer> {
  mkdirSync(folder, { recursive: true })
  const versions = readCatalogue()
  const named = wordsOfInstall(pkg)
  const manifest = {
    name: 'stranger',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(
      named.map((name) => [name, name === pkg.name ? `^${pkg.version}` : (versions[name] ?? '*')]),
    ),
    // What its entries want beside that is optional: whoever imports them has it.
    devDependencies: { ...pkg.peers, '@types/node': versions['@types/node'] },
  }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest))
  const env = { ...plainEnvironment(), NPM_CONFIG_USERCONFIG: registry.userConfig }
  switch (manager) {
    case 'npm':
      await run(process.execPath, [tools.npm, 'install', '--no-audit', '--no-fund', '--prefer-offline'], {
        cwd: folder,
        env,
      })
      break
    case 'pnpm':
      // A root of its own, whatever lies above.
      writeFileSync(path.join(folder, 'pnpm-workspace.yaml'), 'packages: []\nminimumReleaseAge: 0\n')
      await pnpm(folder, ['install', '--prefer-offline'], env)
      break
    case 'yarn':
      writeFileSync(path.join(folder, '.yarnrc.yml'), await yarnSettings(registry, path.dirname(folder)))
      writeFileSync(path.join(folder, 'yarn.lock'), '')
      await run(process.execPath, [tools.yarn, 'install'], { cwd: folder, env: { ...env, CI: '' } })
      break
  }
  return { folder, pkg }
}

/** The program that its README shows first, checked under both resolutions and then to be run. */
export async function checkTypes({ folder, pkg }: Consumer): Promise<void> {
  const readme = readFileSync(path.join(folder, 'node_modules', pkg.name, 'README.md'), 'utf8')
  const example = /```ts\n([^]*?)```/.exec(readme)?.[1]
  if (example === undefined) throw new Error(`the README of ${pkg.name} shows no program`)
  writeFileSync(path.join(folder, 'example.ts'), example)
  const imports = pkg.entries.map((entry, index) => `import * as entry${index} from '${entry}'`).join('\n')
  const all = pkg.entries.map((_, index) => `entry${index}`).join(', ')
  writeFileSync(path.join(folder, 'entries.ts'), `${imports}\nexport const entries: object[] = [${all}]\n`)
  const checks = Object.entries(RESOLUTIONS).map(async ([name, resolution]) => {
    const file = path.join(folder, `tsconfig.${name}.json`)
    const compilerOptions = {
      ...resolution,
      target: 'es2022',
      lib: ['es2023', 'dom', 'dom.iterable', 'esnext.disposable'],
      types: ['node'],
      strict: true,
      noEmit: true,
      // What our declarations name must be there: a stranger’s editor would show any otherwise.
      skipLibCheck: false,
    }
    writeFileSync(file, JSON.stringify({ compilerOptions, files: ['example.ts', 'entries.ts'] }))
    const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc')
    const compiled = run(process.execPath, [tsc, '-p', file], { cwd: folder, env: plainEnvironment() })
    const said = await compiled.catch((error: unknown) => String(error))
    const ours = said.split('\n').filter((line) => /\berror TS\d/.test(line) && !OTHERS.test(line))
    if (ours.length > 0) throw new Error(`${name}\n${ours.join('\n')}`)
  })
  await Promise.all(checks)
}

/** Imports every entry, and compares what it exports with the list that is under review. */
export async function importAll({ folder, pkg }: Consumer, program: string): Promise<void> {
  const listed = readExported(pkg)
  const script = `const listed = ${JSON.stringify(listed)}
for (const entry of ${JSON.stringify(pkg.entries)}) {
  const names = Object.keys(await import(entry)).sort()
  if (names.length === 0) throw new Error(entry + ' exports nothing')
  if (String(names) !== String(listed[entry])) throw new Error(entry + ' exports ' + names + ', listed are ' + listed[entry])
}
`
  writeFileSync(path.join(folder, 'import-all.js'), script)
  await run(program, ['import-all.js'], { cwd: folder, env: plainEnvironment(program), timeoutMs: 180_000 })
}

/** What the README tells to install. */
function wordsOfInstall(pkg: PublishedPackage): string[] {
  const readme = readFileSync(path.join(ROOT, pkg.folder, 'README.md'), 'utf8')
  const line = /^ *npm install (.+)$/m.exec(readme)?.[1]
  if (line === undefined) throw new Error(`the README of ${pkg.name} does not say how to install it`)
  return line.trim().split(/\s+/)
}

function readCatalogue(): Record<string, string> {
  const text = readFileSync(path.join(ROOT, 'pnpm-workspace.yaml'), 'utf8')
  const entries = [...text.matchAll(/^ {2}'?([@\w/-]+)'?: (\^?\d[\w.-]*)$/gm)]
  return Object.fromEntries(entries.map(([, name = '', version = '']) => [name, version]))
}

/**
 * Yarn reads no npmrc: it is told where this machine's npm looks. Its cache goes by name and version, so the machine's own
 * would hand out what an earlier run has released.
 */
async function yarnSettings({ url }: Registry, cache: string): Promise<string> {
  const usual = await run('npm', ['config', 'get', 'registry'], { cwd: ROOT, env: plainEnvironment() })
  return `nodeLinker: node-modules
globalFolder: '${cache}/.cache'
enableTelemetry: false
enableScripts: false
npmPreapprovedPackages: ['@jointo/*']
npmRegistryServer: '${usual.trim()}'
npmScopes:
  jointo:
    npmRegistryServer: '${url}'
unsafeHttpWhitelist: ['127.0.0.1']
`
}
