import {
  BaseAIProvider,
  type CancelResult,
  type GenerationRequest,
  type Handle,
  type ModelInfo,
  type OpenedFile,
  type OutputReference,
  type StartResult,
  type StatusResult,
} from '@jointo/providers'
import { Readable } from 'node:stream'

/** The smallest picture there is. */
export const PICTURE: Buffer = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const model: ModelInfo = {
  id: 'picture',
  kind: 'image',
  title: 'Scripted picture',
  description: 'Does what the test says.',
  limits: {
    inputs: ['prompt', 'n', 'images'],
    maxOutputs: 4,
    images: { min: 0, max: 1, roles: ['reference'] },
  },
  price: {
    rates: [{ unit: 'image', credits: '2.5', description: 'picture' }],
    source: 'this test',
    checked: '2026-11-24',
  },
  immediate: false,
}

/** A vendor whose every answer the test writes. Calls without a script fail the job. */
export class ScriptedProvider extends BaseAIProvider {
  readonly name: string = 'scripted'
  readonly models = [model]
  /** What was called, in order. */
  readonly calls: string[] = []
  /** What was asked of `start`. */
  readonly requests: GenerationRequest[] = []
  /** Its own for each of several that stand for one vendor: no two tasks have the same id. */
  taskPrefix = 'task'
  onStart: (call: number) => Promise<StartResult> | StartResult = () => ({
    state: 'pending',
    vendorTaskId: `${this.taskPrefix}-${this.countOf('start')}`,
    pollAfterMs: 50,
    warnings: [],
  })
  onStatus: (call: number) => Promise<StatusResult> | StatusResult = () => ({
    state: 'completed',
    outputs: [{ file: 'one' }],
    usage: { images: 1 },
  })
  onProbe: () => Promise<void> | void = () => undefined
  onCancel: () => Promise<CancelResult> | CancelResult = () => 'canceled'
  onOpen: (call: number, reference: OutputReference) => Promise<OpenedFile> | OpenedFile = () => ({
    stream: Readable.from([PICTURE]),
  })

  countOf(call: string): number {
    return this.calls.filter((one) => one === call).length
  }

  protected override async begin(request: GenerationRequest): Promise<StartResult> {
    this.calls.push('start')
    this.requests.push(request)
    return this.onStart(this.countOf('start'))
  }

  override async status(_handle: Handle): Promise<StatusResult> {
    this.calls.push('status')
    return this.onStatus(this.countOf('status'))
  }

  override async cancel(_handle: Handle): Promise<CancelResult> {
    this.calls.push('cancel')
    return this.onCancel()
  }

  override async probe(): Promise<void> {
    this.calls.push('probe')
    await this.onProbe()
  }

  override async openOutput(_handle: Handle, reference: OutputReference): Promise<OpenedFile> {
    this.calls.push('open')
    return this.onOpen(this.countOf('open'), reference)
  }

  override async openLink(link: OutputReference): Promise<OpenedFile> {
    this.calls.push('open link')
    return this.onOpen(this.countOf('open link'), link)
  }
}
