import type { GenerationRequest, Warning } from '../spec/generation.ts'

const WORDS = ['quality', 'style', 'background'] as const
const OPTIONS = [
  'output_compression',
  'input_fidelity',
  'speed',
  'instructions',
  'temperature',
  'include',
  'chunking_strategy',
] as const

/** What was asked for and nothing comes of: standard words that SDKs send to any model, so they are no errors. */
export function warnOfIgnored({ kind, input, provider_options: options = {} }: GenerationRequest): Warning[] {
  const params = [
    ...WORDS.filter((word) => input[word] !== undefined).map((word) => `input.${word}`),
    ...OPTIONS.filter((option) => options[option] !== undefined).map(
      (option) => `provider_options.${option}`,
    ),
  ]
  if (options['timestamp_granularities'] !== undefined && input.format !== 'verbose_json')
    params.push('provider_options.timestamp_granularities')
  const warnings = params.map((param) => ({
    code: 'ignored',
    message: `The mock takes ${param} and does nothing with it.`,
    param,
  }))
  const isOtherPicture = kind.startsWith('image') && input.format !== undefined && input.format !== 'png'
  if (!isOtherPicture) return warnings
  const message = `The mock makes PNG alone, not ${input.format}.`
  return [...warnings, { code: 'adjusted', message, param: 'input.format' }]
}
