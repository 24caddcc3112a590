import { DockerfileParser, type Instruction } from 'dockerfile-ast'
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import path, { isAbsolute } from 'node:path'
import { copyFiles, readText } from '../repository.ts'
import { plainEnvironment, run } from '../run.ts'

/** What a container would be started with. */
export interface BuiltImage {
  /** Stands for `/`. */
  root: string
  workingDirectory: string
  environment: Readonly<Record<string, string>>
  command: readonly string[]
  healthcheck: readonly string[]
}

export interface SharedSteps {
  /** Does the steps of one app, with `root` for `/`. */
  finish: (app: string, root: string) => Promise<BuiltImage>
}

/** Absolute places of the image that its steps use. */
const PLACES = /(?<![\w./@-])\/(repository|out|data|app)(?![\w-])/g

/**
 * Does what each line of the Dockerfile says, every stage in the same place, on this machine's programs. What comes before
 * `ARG APP` is done once, in `root`, as an engine keeps layers.
 * @throws when a step fails, or the file has an instruction that this does not understand
 */
export async function buildShared(root: string): Promise<SharedSteps> {
  mkdirSync(root, { recursive: true })
  const all = DockerfileParser.parse(readText('docker/Dockerfile')).getInstructions()
  const first = all.findIndex((one) => one.getKeyword() === 'ARG' && words(one) === 'APP')
  if (first === -1) throw new Error('docker/Dockerfile has no line ARG APP')
  const image = { workingDirectory: root, environment: {}, command: [], healthcheck: [] }
  const state: State = { shared: root, root, app: '', image }
  await runSteps(state, all.slice(0, first))
  return {
    async finish(app, own) {
      mkdirSync(own, { recursive: true })
      const image = structuredClone(state.image)
      await runSteps({ shared: root, root: own, app, image }, all.slice(first))
      return { root: own, ...image }
    },
  }
}

async function runSteps(state: State, instructions: readonly Instruction[]): Promise<void> {
  for (const instruction of instructions) {
    const step = STEPS[instruction.getKeyword()]
    if (step === undefined) throw new Error(`${instruction.getKeyword()}: not understood here`)
    await step(state, instruction)
  }
}

interface State {
  /** Stands for `/` of what both apps have: the repository, and programs that were installed. */
  shared: string
  /** Stands for `/` of everything else. */
  root: string
  app: string
  image: {
    workingDirectory: string
    environment: Record<string, string>
    command: readonly string[]
    healthcheck: readonly string[]
  }
}

type Step = (state: State, instruction: Instruction) => void | Promise<void>

const nothing: Step = () => undefined

const STEPS: Readonly<Record<string, Step>> = {
  ARG: nothing,
  USER: nothing,
  EXPOSE: nothing,
  VOLUME: nothing,
  /** A stage begins with nothing but its base image. */
  FROM: ({ image, root }) => {
    image.workingDirectory = root
    image.environment = {}
  },
  ENV: (state, instruction) => {
    for (const [, name = '', value = ''] of words(instruction).matchAll(/(\w+)=(\S+)/g))
      state.image.environment[name] = here(state, value)
  },
  WORKDIR: (state, instruction) => {
    state.image.workingDirectory = here(state, words(instruction))
    mkdirSync(state.image.workingDirectory, { recursive: true })
  },
  COPY: (state, instruction) => {
    const [target = '', ...sources] = words(instruction).split(/\s+/).toReversed()
    const to = target.startsWith('/') ? here(state, target) : path.join(state.image.workingDirectory, target)
    // Another stage's places are absolute, those of the repository are not.
    const [stage, repository] = [sources.filter(isAbsolute), sources.filter((source) => !isAbsolute(source))]
    // All stages are in one place here: what is copied to where it lies is there.
    for (const from of stage.map((source) => here(state, source)).filter((source) => source !== to))
      cpSync(from, to, { recursive: true, verbatimSymlinks: true })
    for (const source of repository) copyFiles(source, to)
  },
  RUN: async (state, instruction) => {
    const plain = plainEnvironment()
    const programs = path.join(state.shared, 'usr/local/bin')
    const started = performance.now()
    process.stdout.write(`  ${words(instruction)}`)
    await run('sh', ['-c', here(state, words(instruction))], {
      cwd: state.image.workingDirectory,
      env: {
        ...plain,
        ...state.image.environment,
        APP: state.app,
        PATH: `${programs}:${plain['PATH'] ?? ''}`,
        npm_config_prefix: path.dirname(programs),
      },
    })
    process.stdout.write(` (${((performance.now() - started) / 1_000).toFixed(1)} s)\n`)
  },
  HEALTHCHECK: ({ image }, instruction) => {
    image.healthcheck = jsonOf(instruction)
  },
  CMD: ({ image }, instruction) => {
    image.command = jsonOf(instruction)
    if (!existsSync(image.workingDirectory)) throw new Error('CMD: the working directory is not there')
  },
}

/** With the places of the image where they are on this machine. */
function here({ root, shared }: State, text: string): string {
  return text.replace(PLACES, (place) => path.join(place === '/repository' ? shared : root, place))
}

/** Without flags such as `--from`; lines that go on are one. */
function words(instruction: Instruction): string {
  return (instruction.getRawArgumentsContent() ?? '').replaceAll(/\\\n\s*/g, '').trim()
}

function jsonOf(instruction: Instruction): string[] {
  const text = words(instruction)
  const value: unknown = JSON.parse(text.slice(text.indexOf('[')))
  if (!Array.isArray(value) || !value.every((part) => typeof part === 'string'))
    throw new Error(`${text}: no list`)
  return value
}
