import type { ModelInfo } from '../spec/model-info.ts'

interface ChatRow {
  id: string
  title: string
  /** Credits (USD 0.01) for a million tokens. */
  input: string
  output: string
  context: number
  /** Most tokens one input picture counts for; some small models count each as tens of thousands. */
  imageTokens?: number
}

/** The gateway's own list, read 2026-08-21, in US cents for a million tokens. */
const CHAT_ROWS: readonly ChatRow[] = [
  { id: 'gpt-5', title: 'GPT-5', input: '125', output: '1000', context: 400_000 },
  { id: 'gpt-5-mini', title: 'GPT-5 mini', input: '25', output: '200', context: 400_000 },
  { id: 'gpt-5-nano', title: 'GPT-5 nano', input: '5', output: '40', context: 400_000 },
  { id: 'gpt-5.1', title: 'GPT-5.1', input: '125', output: '1000', context: 400_000 },
  { id: 'gpt-5.4', title: 'GPT-5.4', input: '250', output: '1500', context: 400_000 },
  { id: 'gpt-5.4-mini', title: 'GPT-5.4 mini', input: '75', output: '450', context: 400_000 },
  { id: 'gpt-4o', title: 'GPT-4o', input: '250', output: '1000', context: 128_000 },
  {
    id: 'gpt-4o-mini',
    title: 'GPT-4o mini',
    input: '15',
    output: '60',
    context: 128_000,
    imageTokens: 50_000,
  },
  { id: 'gpt-4.1', title: 'GPT-4.1', input: '200', output: '800', context: 1_000_000 },
  {
    id: 'gpt-4.1-mini',
    title: 'GPT-4.1 mini',
    input: '40',
    output: '160',
    context: 1_000_000,
    imageTokens: 3000,
  },
  { id: 'claude-opus-5', title: 'Claude Opus 5', input: '500', output: '2500', context: 200_000 },
  { id: 'claude-sonnet-5', title: 'Claude Sonnet 5', input: '200', output: '1000', context: 200_000 },
  { id: 'claude-haiku-4-5', title: 'Claude Haiku 4.5', input: '110', output: '550', context: 200_000 },
  { id: 'gemini-2.5-pro', title: 'Gemini 2.5 Pro', input: '125', output: '1000', context: 200_000 },
  { id: 'gemini-2.5-flash', title: 'Gemini 2.5 Flash', input: '30', output: '249.9', context: 1_000_000 },
  {
    id: 'gemini-2.5-flash-lite',
    title: 'Gemini 2.5 Flash-Lite',
    input: '10',
    output: '40',
    context: 1_000_000,
  },
  { id: 'deepseek-v3.2', title: 'DeepSeek V3.2', input: '30.2', output: '45.3', context: 128_000 },
  { id: 'kimi-k3', title: 'Kimi K3', input: '300', output: '1500', context: 128_000 },
]

const MILLION = 1_000_000
const SOURCE = 'aihubmix.com/api/v1/models'
const CHECKED = '2026-08-21'
/** Held for, and sent, when a caller sets no limit: long enough for an answer with some reasoning. */
const MAX_OUTPUT_TOKENS = 16_384

export const chatModels: readonly ModelInfo[] = CHAT_ROWS.map((row) => ({
  id: row.id,
  kind: 'chat',
  title: row.title,
  description: `Chat with a context of ${row.context.toLocaleString('en')} tokens.`,
  limits: {
    inputs: [],
    contextTokens: row.context,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    maxImageTokens: row.imageTokens ?? 2000,
  },
  price: {
    rates: [
      { unit: 'input_token', credits: row.input, per: MILLION, description: 'input tokens' },
      { unit: 'output_token', credits: row.output, per: MILLION, description: 'output tokens' },
    ],
    source: SOURCE,
    checked: CHECKED,
  },
  immediate: true,
}))

function embeddingModel(id: string, title: string, credits: string, dimensions: number): ModelInfo {
  return {
    id,
    kind: 'embedding',
    title,
    description: `Vectors of up to ${dimensions} numbers.`,
    limits: { inputs: [], contextTokens: 8192 },
    price: {
      rates: [{ unit: 'input_token', credits, per: MILLION, description: 'input tokens' }],
      source: 'list price of OpenAI, whose models these are',
      checked: '2026-11-22',
    },
    immediate: true,
  }
}

export const embeddingModels: readonly ModelInfo[] = [
  embeddingModel('text-embedding-3-small', 'Text Embedding 3 small', '2', 1536),
  embeddingModel('text-embedding-3-large', 'Text Embedding 3 large', '13', 3072),
]
