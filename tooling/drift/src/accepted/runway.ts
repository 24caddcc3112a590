import type { Acceptance } from '../sdk.ts'

export const runwayAccepted: readonly Acceptance[] = [
  {
    reason: 'Deprecated: Runway wants these words in small letters, so only those are offered.',
    differences: [
      '* › hailuo3 › resolution: value "768P" is missing',
      '* › hailuo3 › resolution: value "2K" is missing',
      'imageToVideo.create › happyhorse_1_0 › resolution: value "720P" is missing',
      'imageToVideo.create › happyhorse_1_0 › resolution: value "1080P" is missing',
    ],
  },
  {
    reason: 'Deprecated: targetAspectRatio has taken its place.',
    differences: ['videoToVideo.create › aleph2 › ratio: field is missing'],
  },
  {
    reason: 'Deprecated: integration with type livekit has taken its place.',
    differences: ['realtimeSessions.create › livekit: field is missing'],
  },
  {
    reason: 'The client fills in the default that the wire demands.',
    differences: [
      'documents.list › order: optional here, required there',
      'documents.list › sort: optional here, required there',
    ],
  },
  {
    reason:
      'A file of ours is its bytes, name and type; it comes back as the address that other methods take.',
    differences: [
      'uploads.createEphemeral › filename: field is ours alone',
      'uploads.createEphemeral › mediaType: field is ours alone',
      'uploads.createEphemeral › reply: object is missing',
    ],
  },
  {
    reason: 'What the service does with it is not published; without it an upload works.',
    differences: ['uploads.createEphemeral › fileMetadata: field is missing'],
  },
  {
    reason: 'What the router chose lies flat in the reply: model, provider, estimatedCost.',
    differences: ['generate.*.create › reply › routing: field is missing'],
  },
]
