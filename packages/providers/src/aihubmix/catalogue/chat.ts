import type { ModelInfo } from '../../spec/model-info.ts'

/** The gateway's own list, in US cents for a million tokens. */
const PRICES: readonly [id: string, title: string, input: string, output: string][] = [
  ['gpt-5', 'GPT-5', '125', '1000'],
  ['gpt-5-mini', 'GPT-5 mini', '25', '200'],
  ['gpt-5-nano', 'GPT-5 nano', '5', '40'],
  ['gpt-5.1', 'GPT-5.1', '125', '1000'],
  ['gpt-5.2', 'GPT-5.2', '175', '1400'],
  ['gpt-5.4', 'GPT-5.4', '250', '1500'],
  ['gpt-5.4-mini', 'GPT-5.4 mini', '75', '450'],
  ['gpt-5.4-nano', 'GPT-5.4 nano', '20', '125'],
  ['gpt-5.5', 'GPT-5.5', '500', '3000'],
  ['gpt-5.6-luna', 'GPT-5.6 Luna', '20', '120'],
  ['gpt-5.6-terra', 'GPT-5.6 Terra', '200', '1200'],
  ['gpt-5.6-sol', 'GPT-5.6 Sol', '500', '3000'],
  ['gpt-4o', 'GPT-4o', '250', '1000'],
  ['gpt-4o-mini', 'GPT-4o mini', '15', '60'],
  ['gpt-4.1', 'GPT-4.1', '200', '800'],
  ['gpt-4.1-mini', 'GPT-4.1 mini', '40', '160'],
  ['gpt-4.1-nano', 'GPT-4.1 nano', '10', '40'],
  ['o3', 'o3', '200', '800'],
  ['o4-mini', 'o4-mini', '110', '440'],
  ['gpt-oss-120b', 'GPT-OSS 120B', '18', '90'],
  ['claude-opus-5', 'Claude Opus 5', '500', '2500'],
  ['claude-sonnet-5', 'Claude Sonnet 5', '200', '1000'],
  ['claude-sonnet-4-6', 'Claude Sonnet 4.6', '300', '1500'],
  ['claude-sonnet-4-5', 'Claude Sonnet 4.5', '330', '1650'],
  ['claude-haiku-4-5', 'Claude Haiku 4.5', '110', '550'],
  ['gemini-2.5-pro', 'Gemini 2.5 Pro', '125', '1000'],
  ['gemini-2.5-flash', 'Gemini 2.5 Flash', '30', '249.9'],
  ['gemini-2.5-flash-lite', 'Gemini 2.5 Flash-Lite', '10', '40'],
  ['gemini-3.1-pro-preview', 'Gemini 3.1 Pro', '200', '1200'],
  ['gemini-3.5-flash', 'Gemini 3.5 Flash', '150', '900'],
  ['gemini-3.6-flash', 'Gemini 3.6 Flash', '150', '750'],
  ['gemini-3.7-flash', 'Gemini 3.7 Flash', '75', '375'],
  ['deepseek-v3.2', 'DeepSeek V3.2', '30.2', '45.3'],
  ['deepseek-v4-flash', 'DeepSeek V4 Flash', '14.2', '28.4'],
  ['deepseek-v4-pro', 'DeepSeek V4 Pro', '169', '338'],
  ['qwen3-max', 'Qwen3 Max', '45.08', '180.32'],
  ['qwen3.7-plus', 'Qwen3.7 Plus', '28.2', '112.8'],
  ['kimi-k3', 'Kimi K3', '300', '1500'],
  ['glm-5.2', 'GLM-5.2', '112.68', '394.38'],
  ['grok-4.5', 'Grok 4.5', '200', '600'],
  ['minimax-m3', 'MiniMax M3', '28.8', '115.2'],
]

/** Small models of that generation count each picture as tens of thousands. */
const IMAGE_TOKENS: Readonly<Record<string, number>> = { 'gpt-4o-mini': 50_000 }
/** What a picture counts for is published for few models: this is more than any known way of counting gives. */
const MAX_IMAGE_TOKENS = 16_000
/** Held for, and sent, when a caller sets no limit: long enough for an answer with some reasoning. */
const MAX_OUTPUT_TOKENS = 16_384
const MILLION = 1_000_000

function chatModel(id: string, title: string): ModelInfo {
  return {
    id,
    kind: 'chat',
    title,
    description: 'Chat, streamed or whole, with pictures where the model sees.',
    limits: {
      inputs: [],
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      maxImageTokens: IMAGE_TOKENS[id] ?? MAX_IMAGE_TOKENS,
    },
    immediate: true,
  }
}

const sold = PRICES.map(([id, title, input, output]): ModelInfo => ({
  ...chatModel(id, title),
  price: {
    rates: [
      { unit: 'input_token', credits: input, per: MILLION, description: 'input tokens' },
      { unit: 'output_token', credits: output, per: MILLION, description: 'output tokens' },
    ],
    source: 'aihubmix.com/api/v1/models, as listed by charmbracelet/catwalk',
    checked: '2026-08-21',
  },
}))

export const chatModels: readonly ModelInfo[] = [
  ...sold,
  {
    ...chatModel('gpt-audio-1.5', 'GPT Audio 1.5'),
    description: 'Chat that hears and speaks. What its sound costs is not known.',
  },
]
