import { openaiAccepted } from './accepted/openai.ts'
import { runwayAccepted } from './accepted/runway.ts'
import { openaiPairs } from './pairs/openai.ts'
import { runwayPairs } from './pairs/runway.ts'
import type { SDK } from './sdk.ts'

/** What is compared with what. */
export const sdks: readonly SDK[] = [
  {
    name: '@runwayml/sdk',
    client: 'RunwayML',
    ours: { folder: 'packages/client-runway', client: 'RunwayClient', escapes: ['unchecked'] },
    replies: true,
    pairs: runwayPairs,
    accepted: runwayAccepted,
  },
  {
    name: 'openai',
    client: 'OpenAI',
    resources: [
      'audio',
      'chat',
      'completions',
      'embeddings',
      'images',
      'models',
      'moderations',
      'responses',
      'videos',
    ],
    ours: { folder: 'packages/client-aihubmix', client: 'AIHubMixClient', escapes: ['extra', 'unchecked'] },
    // Ours are trimmed to what all upstreams of the gateway have in common.
    replies: false,
    pairs: openaiPairs,
    accepted: openaiAccepted,
  },
]
