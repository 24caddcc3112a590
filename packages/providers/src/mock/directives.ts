import { ProviderError } from '../provider-error.ts'

/** Words in a prompt that make the mock misbehave on purpose. */
export interface Directives {
  refuse: boolean
  fail: boolean
  slow: boolean
  /** The prompt without them. */
  text: string
}

export function readDirectives(prompt: string): Directives {
  return {
    refuse: prompt.includes('[[refuse]]'),
    fail: prompt.includes('[[fail]]'),
    slow: prompt.includes('[[slow]]'),
    text: prompt.replaceAll(/\[\[(refuse|fail|slow)\]\]/g, '').trim(),
  }
}

/** @throws ProviderError `content_refused` for `[[refuse]]` */
export function refuseIfAsked(directives: Directives): void {
  if (directives.refuse) {
    throw new ProviderError('content_refused', 'The prompt was refused by moderation.', {
      vendorCode: 'mock_moderation',
    })
  }
}

/** @throws ProviderError `vendor_rejected` for `[[fail]]`, where there is no task that could fail */
export function failIfAsked(directives: Directives): void {
  if (directives.fail) {
    throw new ProviderError('vendor_rejected', 'The generation failed, as the prompt asked.', {
      vendorCode: 'mock_failure',
    })
  }
}
