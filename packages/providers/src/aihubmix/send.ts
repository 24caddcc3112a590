import type { MediaTask } from '@jointo/client-aihubmix'
import { countCharacters, type CallOptions, type FormFile } from '@jointo/http-base'
import type { StartResult, Usage } from '../spec/generation.ts'
import type { AIHubMixCall } from './call.ts'
import type { GatewayClient } from './gateway-client.ts'
import { readGeminiPictures, readPictures, readTaskPictures, type ReadPictures } from './picture-files.ts'
import { transcriptFile, transcriptUsage } from './transcript-file.ts'

/** Sends a call, and gives back its files or its task. */
export async function send(
  client: GatewayClient,
  call: AIHubMixCall,
  options: CallOptions,
  pollAfterMs: number,
): Promise<StartResult> {
  const pending = (vendorTaskId: string): StartResult => ({
    state: 'pending',
    vendorTaskId,
    pollAfterMs,
    warnings: [],
  })
  switch (call.route) {
    case 'images': {
      const reply = await client.generateImage(call.params, options)
      return pictures(readPictures(reply.data), reply.usage)
    }
    case 'edits': {
      const reply = await client.editImage(call.params, options)
      return pictures(readPictures(reply.data), reply.usage)
    }
    case 'predictions': {
      const { images, pollingUrl } = await client.predictions.createPrediction(call.params, options)
      if (pollingUrl !== undefined) return pending(pollingUrl)
      return pictures(readPictures(images))
    }
    case 'native-images': {
      const task = await client.native.generateImage(call.params, options)
      return isDone(task) ? pictures(readTaskPictures(task)) : pending(task.id)
    }
    case 'gemini': {
      const content = await client.gemini.generateContent(call.params, options)
      const { promptTokenCount: input_tokens, candidatesTokenCount: output_tokens } =
        content.usageMetadata ?? {}
      return pictures(readGeminiPictures(content), { input_tokens, output_tokens })
    }
    case 'videos':
      return pending((await client.generateVideo(call.params, options)).id)
    case 'native-videos':
      return pending((await client.native.generateVideo(call.params, options)).id)
    case 'speech': {
      const file = await client.generateSpeech(call.params, options)
      return completed([file], { characters: countCharacters(call.params.input) })
    }
    case 'transcriptions': {
      const heard = await client.transcribeAudio(call.params, options)
      return completed(
        [transcriptFile(heard, call.format, 'transcribe')],
        transcriptUsage(heard, sizeOf(call.params.file)),
      )
    }
    case 'translations': {
      const heard = await client.translateAudio(call.params, options)
      return completed(
        [transcriptFile(heard, call.format, 'translate')],
        transcriptUsage(heard, sizeOf(call.params.file)),
      )
    }
  }
}

type Completed = Extract<StartResult, { state: 'completed' }>

const sizeOf = ({ bytes }: FormFile): number => (bytes instanceof Blob ? bytes.size : bytes.length)

const isDone = ({ status }: MediaTask): boolean => status === 'completed'

function pictures(
  { files, of, warnings }: ReadPictures,
  tokens: { input_tokens?: number | undefined; output_tokens?: number | undefined } = {},
): StartResult {
  // Those that are missing are not charged, whatever is counted.
  const shareOf = (count: number | undefined): number | undefined =>
    count === undefined ? undefined : Math.floor((count * files.length) / of)
  const input_tokens = shareOf(tokens.input_tokens)
  const output_tokens = shareOf(tokens.output_tokens)
  return { ...completed(files, { images: files.length, input_tokens, output_tokens }), warnings }
}

function completed(files: Completed['files'], usage: Usage): Completed {
  return { state: 'completed', files, usage, warnings: [] }
}
