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

/** Absolute places of the image that its steps use. */
const PLACES = /(?<![\w./@-])\/(repository|out|data|app)(?![\w-])/g

/**
 * Does what each line of the Dockerfile says, with `root` for `/`: every stage in the same one, on this machine's programs.
 * @throws when a step fails, or the file has an instruction that this does not understand
 */
export async function buildImage(root: string, app: string): Promise<BuiltImage> {
  mkdirSync(root, { recursive: true })
  const image = { workingDirectory: root, environment: {}, command: [], healthcheck: [] }
  const state: State = { root, app, image, path: path.join(root, 'usr/local/bin') }
  for (const instruction of DockerfileParser.parse(readText('docker/Dockerfile')).getInstructions()) {
    const step = STEPS[instruction.getKeyword()]
    if (step === undefined) throw new Error(`${instruction.getKeyword()}: not understood here`)
    await step(state, instruction)
  }
  return { root, ...state.image }
}

interface State {
  root: string
  app: string
  /** Where `npm install --global` puts programs. */
  path: string
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
  ENV: ({ image, root }, instruction) => {
    for (const [, name = '', value = ''] of words(instruction).matchAll(/(\w+)=(\S+)/g))
      image.environment[name] = value.replace(PLACES, `${root}/$1`)
  },
  WORKDIR: ({ image, root }, instruction) => {
    image.workingDirectory = path.join(root, words(instruction))
    mkdirSync(image.workingDirectory, { recursive: true })
  },
  COPY: ({ image, root }, instruction) => {
    const [target = '', ...sources] = words(instruction).split(/\s+/).toReversed()
    const to = target.startsWith('/') ? path.join(root, target) : path.join(image.workingDirectory, target)
    // Another stage's places are absolute, those of the repository are not.
    const [stage, repository] = [sources.filter(isAbsolute), sources.filter((source) => !isAbsolute(source))]
    // All stages are in one place here: what is copied to where it lies is there.
    for (const from of stage.map((source) => path.join(root, source)).filter((source) => source !== to))
      cpSync(from, to, { recursive: true, verbatimSymlinks: true })
    for (const source of repository) copyFiles(source, to)
  },
  RUN: async ({ app, image, path: programs, root }, instruction) => {
    const plain = plainEnvironment()
    const command = words(instruction).replace(PLACES, `${root}/$1`)
    process.stdout.write(`  ${command}\n`)
    await run('sh', ['-c', command], {
      cwd: image.workingDirectory,
      env: {
        ...plain,
        ...image.environment,
        APP: app,
        PATH: `${programs}:${plain['PATH'] ?? ''}`,
        npm_config_prefix: path.dirname(programs),
      },
    })
  },
  HEALTHCHECK: ({ image }, instruction) => {
    image.healthcheck = jsonOf(instruction)
  },
  CMD: ({ image }, instruction) => {
    image.command = jsonOf(instruction)
    if (!existsSync(image.workingDirectory)) throw new Error('CMD: the working directory is not there')
  },
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
