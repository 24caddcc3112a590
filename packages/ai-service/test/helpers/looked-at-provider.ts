import {
  BaseAIProvider,
  type CancelResult,
  type Handle,
  type ModelInfo,
  type OpenedFile,
  type StartResult,
  type StatusResult,
} from '@jointo/providers'
import { Readable } from 'node:stream'

/** The boxes of a film, with nothing in them: enough to be taken for a whole one. */
const FILM = Buffer.from('\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x10moov\0\0\0\x08trak\0\0\0\x0cmdat\0\0\0\0')

const model: ModelInfo = {
  id: 'clip',
  kind: 'video',
  title: 'Clip',
  description: 'Takes its time.',
  limits: { inputs: ['prompt'] },
  price: {
    rates: [{ unit: 'request', credits: '1', description: 'clip' }],
    source: 'this test',
    checked: '2026-11-29',
  },
  immediate: false,
}

/** A vendor that writes down when it was asked about which task. */
export class LookedAtProvider extends BaseAIProvider {
  readonly models = [model]
  /** By `performance.now()`. */
  readonly looks: { taskId: string; at: number }[] = []
  readonly name: string
  /** What it asks for, in milliseconds. */
  intervalMs = 100
  /** `look` counts from 1 for each task. */
  onStatus: (taskId: string, look: number) => Promise<StatusResult> | StatusResult = () => this.pending()
  onStart: (taskId: string) => unknown = () => undefined
  #started = 0

  constructor(name: string) {
    super()
    this.name = name
  }

  pending(progress?: number): StatusResult {
    return { state: 'pending', progress, pollAfterMs: this.intervalMs }
  }

  looksAt(taskId: string): number[] {
    return this.looks.filter((look) => look.taskId === taskId).map(({ at }) => at)
  }

  /** Times between looks at the same task. */
  gaps(taskId: string): number[] {
    return this.looksAt(taskId).flatMap((at, index, all) =>
      index === 0 ? [] : [at - (all[index - 1] ?? at)],
    )
  }

  protected override async begin(): Promise<StartResult> {
    this.#started += 1
    const vendorTaskId = `${this.name}-${this.#started}`
    this.onStart(vendorTaskId)
    return { state: 'pending', vendorTaskId, pollAfterMs: this.intervalMs, warnings: [] }
  }

  override async status({ vendorTaskId }: Handle): Promise<StatusResult> {
    this.looks.push({ taskId: vendorTaskId, at: performance.now() })
    return this.onStatus(vendorTaskId, this.looksAt(vendorTaskId).length)
  }

  override async cancel(): Promise<CancelResult> {
    return 'canceled'
  }

  override async openOutput(): Promise<OpenedFile> {
    return { stream: Readable.from([FILM]) }
  }
}
