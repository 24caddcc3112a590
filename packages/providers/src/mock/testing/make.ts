import { buffer } from 'node:stream/consumers'
import { expect } from 'vitest'
import type {
  GenerationRequest,
  Handle,
  ProducedFile,
  StartResult,
  Usage,
  Warning,
} from '../../spec/generation.ts'
import type { GenerationInput } from '../../spec/generation-input.ts'
import { KINDS } from '../../spec/kinds.ts'
import { MockProvider } from '../provider.ts'
import { inlineFiles } from '../../../test/helpers/inline-files.ts'

/** Its tasks are over at once. */
export const provider: MockProvider = new MockProvider({ taskMs: 0 })

/** A request to the model that is named like its kind. */
export function ask(
  model: string,
  input: GenerationInput,
  provider_options?: Record<string, unknown>,
): GenerationRequest {
  const kind = KINDS.find((one) => one === model.replace('-', '_'))
  if (kind === undefined) throw new Error(`no kind for ${model}`)
  return { model, kind, input, provider_options }
}

export interface Made {
  files: ProducedFile[]
  usage: Usage
  warnings: Warning[]
}

/** Runs a request to its end. */
export async function make(...asked: Parameters<typeof ask>): Promise<Made> {
  const request = ask(...asked)
  const started = await provider.start(request)
  return started.state === 'completed'
    ? { ...started, files: inlineFiles(started) }
    : finish(request, started)
}

async function finish(
  request: GenerationRequest,
  started: Extract<StartResult, { state: 'pending' }>,
): Promise<Made> {
  const handle: Handle = { model: request.model, kind: request.kind, vendorTaskId: started.vendorTaskId }
  const status = await provider.status(handle)
  if (status.state !== 'completed') throw new Error(`still ${status.state}`)
  const { stream, mediaType = '', contentLength } = await provider.openOutput(handle, status.outputs[0] ?? {})
  const bytes = await buffer(stream)
  expect(contentLength).toBe(bytes.length)
  return { files: [{ bytes, mediaType }], usage: status.usage, warnings: started.warnings }
}

/** The one file that was made. */
export async function only(made: Promise<Made>): Promise<Buffer> {
  const { files } = await made
  expect(files).toHaveLength(1)
  return Buffer.from(files[0]?.bytes ?? [])
}

/** A file that comes with the request. */
export const inline = (type: string, bytes: Uint8Array): { url: string } => ({
  url: `data:${type};base64,${Buffer.from(bytes).toString('base64')}`,
})

/** A file that the mock can not look into. */
export const elsewhere: { url: string } = { url: 'https://media.example/file' }
