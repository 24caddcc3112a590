import {
  BaseAIProvider,
  createProviderRegistry,
  type Handle,
  type ModelInfo,
  type OpenedFile,
  type StartResult,
  type StatusResult,
} from '@jointo/providers'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRuntime, readServiceSettings } from '../src/index.ts'
import { INTERVAL_MS } from './scale.ts'

/** A whole worker on `DATABASE_URL`, in a process of its own. Tells how often its vendor was asked when it is sent `count`. */
const LATENCY_MS = 30

let polls = 0

const clip: ModelInfo = {
  id: 'clip',
  kind: 'video',
  title: 'Clip',
  description: 'Ends when its id says so.',
  limits: { inputs: ['prompt'] },
  immediate: false,
}

class BenchProvider extends BaseAIProvider {
  readonly models = [clip]
  readonly name: string

  constructor(name: string) {
    super()
    this.name = name
  }

  protected override begin(): Promise<StartResult> {
    throw new Error('nothing is submitted here')
  }

  /** Ids are `number-end`, the end in Unix milliseconds; 0 is never. */
  override async status({ vendorTaskId }: Handle): Promise<StatusResult> {
    if (this.name === 'hanging') return new Promise(() => undefined)
    polls += 1
    await sleep(LATENCY_MS)
    const end = Number(vendorTaskId.split('-')[1])
    if (end === 0 || Date.now() < end) return { state: 'pending', pollAfterMs: INTERVAL_MS }
    return { state: 'completed', outputs: [{}], usage: {} }
  }

  /** Polling is measured, so nothing is stored: the one hand of this worker waits here. */
  override openOutput(): Promise<OpenedFile> {
    return new Promise(() => undefined)
  }
}

const { runner } = await createRuntime(readServiceSettings(process.env), {
  providers: createProviderRegistry([new BenchProvider('bench'), new BenchProvider('hanging')]),
})
await runner.start()
process.on('message', () => process.send?.(polls))
process.on('disconnect', () => process.exit(0))
process.send?.(polls)
