import type { OfferedModel } from '@jointo/ai-service'
import type { Model } from './schema.ts'

export function presentModel({ provider, ...model }: OfferedModel): Model {
  // OpenAI's clients expect a date; vendors do not tell one.
  return { ...model, object: 'model', created: 0, owned_by: provider }
}
