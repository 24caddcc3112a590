import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { plainEnvironment, run } from '../run.ts'

const FOLDER = fileURLToPath(new URL('../../registry/', import.meta.url))
const installed = (file: string): string => path.join(FOLDER, 'node_modules', file)

export interface Tools {
  verdaccio: string
  npm: string
  yarn: string
  /** Programs that run JavaScript, by what they are called in the report. */
  runtimes: { name: string; program: string }[]
}

/** Installs the registry, the package managers and the runtimes by their own lock file. */
export async function installTools(): Promise<Tools> {
  await pnpm(FOLDER, ['install', '--frozen-lockfile', '--prefer-offline'])
  const others = [
    ['Node 22', `node-22-${process.arch}/bin/node`],
    ['Node 26', `node-26-${process.arch}/bin/node`],
    ['Bun', `bun-${process.arch}/bin/bun`],
  ].map(([name = '', file = '']) => ({ name, program: installed(file) }))
  return {
    verdaccio: installed('verdaccio/bin/verdaccio'),
    npm: installed('npm/bin/npm-cli.js'),
    yarn: installed('@yarnpkg/cli-dist/bin/yarn.js'),
    runtimes: [
      { name: `Node ${process.versions.node.split('.')[0]}`, program: process.execPath },
      ...others.filter(({ program }) => existsSync(program)),
    ],
  }
}

export async function pnpm(cwd: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
  return run('npx', ['-y', 'pnpm@12', ...args], { cwd, env: { ...plainEnvironment(), ...env } })
}
