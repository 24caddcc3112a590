import {
  BaseAIProvider,
  type ChatChunk,
  type ChatReply,
  type ChatRequest,
  type ChatUsage,
  type EmbeddingReply,
  type ModelInfo,
  type ProviderCallOptions,
} from '@jointo/providers'

const source = { source: 'this test', checked: '2026-11-24' }
const about = { title: 'Scripted', description: 'Does what the test says.', immediate: true }

/** Each token costs a tenth of a credit, so that numbers can be read. */
const models: ModelInfo[] = [
  {
    ...about,
    id: 'chat',
    kind: 'chat',
    limits: { inputs: [], maxOutputTokens: 100 },
    price: {
      rates: [
        { unit: 'input_token', credits: '0.1', description: 'tokens read' },
        { unit: 'output_token', credits: '0.1', description: 'tokens written' },
      ],
      ...source,
    },
  },
  {
    ...about,
    id: 'embedding',
    kind: 'embedding',
    limits: { inputs: [] },
    price: { rates: [{ unit: 'input_token', credits: '0.1', description: 'tokens' }], ...source },
  },
]

const head = { id: 'chatcmpl-1', created: 1, model: 'chat' }

export const usageOf = (read: number, written: number): ChatUsage => ({
  prompt_tokens: read,
  completion_tokens: written,
  total_tokens: read + written,
})

export const replyWith = (usage: ChatUsage): ChatReply => ({
  ...head,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'yes' }, finish_reason: 'stop' }],
  usage,
})

export const word = (content: string): ChatChunk => ({
  ...head,
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
})

async function* oneWord(): AsyncGenerator<ChatChunk> {
  yield word('yes')
  yield { ...head, object: 'chat.completion.chunk', choices: [], usage: usageOf(10, 5) }
}

/** A vendor whose every answer the test writes. */
export class ScriptedChat extends BaseAIProvider {
  readonly name = 'scripted'
  readonly models = models
  onChat: (signal: AbortSignal | undefined) => Promise<ChatReply> = async () => replyWith(usageOf(10, 5))
  onStream: (signal: AbortSignal | undefined) => AsyncGenerator<ChatChunk> = () => oneWord()
  onEmbed: () => Promise<EmbeddingReply> = async () => ({
    object: 'list',
    model: 'embedding',
    data: [{ object: 'embedding', index: 0, embedding: [1] }],
    usage: { prompt_tokens: 2, total_tokens: 2 },
  })

  protected override begin(): never {
    throw new Error('only chats')
  }

  override async chat(_request: ChatRequest, options: ProviderCallOptions = {}): Promise<ChatReply> {
    return this.onChat(options.signal)
  }

  override streamChat(_request: ChatRequest, options: ProviderCallOptions = {}): AsyncIterable<ChatChunk> {
    return this.onStream(options.signal)
  }

  override async embed(): Promise<EmbeddingReply> {
    return this.onEmbed()
  }
}
