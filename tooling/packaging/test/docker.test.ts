import { DCLinter } from 'dclint'
import { DockerfileParser } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readText, ROOT } from '../src/repository.ts'

const COMPOSE = 'docker/compose.yml'

const environment = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
const composeSchema = z.object({
  services: z.object({
    api: z.looseObject({ environment, stop_grace_period: z.string() }),
    worker: z.looseObject({
      environment,
      stop_grace_period: z.string(),
      deploy: z.object({ replicas: z.number() }),
    }),
    postgres: z.looseObject({}),
    redis: z.looseObject({}),
    minio: z.looseObject({}),
  }),
})
const { services } = composeSchema.parse(parse(readText(COMPOSE), { merge: true }))
const example = parseEnv(readText('.env.example').replaceAll(/^#(?=[A-Z])/gm, ''))

describe('the Dockerfile', () => {
  const text = readText('docker/Dockerfile')
  const instructions = DockerfileParser.parse(text).getInstructions()
  const last = (keyword: string): string | undefined =>
    instructions.findLast((instruction) => instruction.getKeyword() === keyword)?.getArgumentsContent() ??
    undefined

  it('is without a fault that the linter knows', () => {
    expect(validate(text).map(({ message, range }) => [range.start.line + 1, message])).toEqual([])
  })

  it('installs the package manager that this repository names', () => {
    const { packageManager } = z
      .object({ packageManager: z.string() })
      .parse(JSON.parse(readText('package.json')))
    expect(text).toContain(`npm install --global ${packageManager}\n`)
  })

  it('has two stages, runs as nobody special, and says when it is well', () => {
    expect(instructions.filter((instruction) => instruction.getKeyword() === 'FROM')).toHaveLength(2)
    expect(Number(last('USER'))).toBeGreaterThan(0)
    expect(last('HEALTHCHECK')).toContain('/readyz')
    expect(last('CMD')).toMatch(/^\["node", .*"dist\/main\.js"\]$/)
  })
})

describe('the compose file', () => {
  it('is without a fault that the linter knows', () => {
    const linter = new DCLinter({
      quiet: true,
      debug: false,
      exclude: [],
      // Names and order are ours; `build` is what this file is for.
      rules: Object.fromEntries(
        [
          'services-alphabetical-order',
          'service-keys-order',
          'top-level-properties-order',
          'service-image-require-explicit-tag',
        ].map((rule) => [rule, 0] as const),
      ),
    })
    const results: { messages: { line: number; message: string }[] }[] = linter.lintFiles(
      [path.join(ROOT, COMPOSE)],
      false,
    )
    expect(
      results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line} ${message}`)),
    ).toEqual([])
  })

  it('passes every setting on', () => {
    const passed = new Set([services.api, services.worker].flatMap((one) => Object.keys(one.environment)))
    // These are the image’s own.
    const inTheImage = new Set(['HOST', 'PORT', 'WORKER_PORT', 'DATA_DIR'])
    expect(Object.keys(example).filter((name) => !passed.has(name) && !inTheImage.has(name))).toEqual([])
    expect([...passed].filter((name) => !(name in example)).toSorted()).toEqual(['NODE_OPTIONS'])
  })

  it('runs two workers and gives them time to end', () => {
    expect(services.worker.deploy.replicas).toBe(2)
    expect(Number.parseInt(services.worker.stop_grace_period)).toBeGreaterThan(
      Number(example['WORKER_DRAIN_SECONDS']),
    )
  })
})
