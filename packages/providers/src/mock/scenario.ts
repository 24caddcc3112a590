/** What the mock can be told to do wrong. Order has no meaning. */
export const MOCK_SCENARIOS = [
  'refuse',
  'fail',
  'slow',
  'throttled',
  'throttled_always',
  'lost_reply',
  'stuck',
  'unknown_status',
  'expired_link',
  'huge',
] as const

/**
 * A failure to test a product with: a word in double brackets anywhere in the prompt, text or chat message
 * (`a kite [[fail]]`), or the option `scenario` of the provider, for inputs without words. Words go before the option. Several
 * can be combined (`[[slow]] [[fail]]`). Tasks are made by `video`, `video-upscale`, `music` and `model-3d`; all other models
 * answer at once and refuse the scenarios that need a task.
 *
 * | Scenario           | A task                                                   | At once                              |
 * | ------------------ | -------------------------------------------------------- | ------------------------------------ |
 * | `refuse`           | `start` throws `content_refused`                         | the same                             |
 * | `fail`             | ends as `failed` with `vendor_rejected`                  | throws `vendor_rejected`             |
 * | `slow`             | takes four times `taskMs`                                | answers after four times `taskMs`    |
 * | `throttled`        | the first of two equal calls of this provider is throttled (`vendor_unavailable`, disposition `throttled`, `retryAfterMs` 1000), the next one is taken | the same |
 * | `throttled_always` | every call is throttled                                  | the same                             |
 * | `lost_reply`       | accepted, then `start` throws `vendor_unavailable`, disposition `ambiguous`; the task exists (`lostTasks`) | made, then the same error; a chat stream breaks in the middle |
 * | `stuck`            | stays `pending` at 42 % until it is cancelled            | never answers; an abort is `ambiguous` |
 * | `unknown_status`   | the middle half of its time has a status word nobody knows: `pending` without progress, then it goes on | refused |
 * | `expired_link`     | completes, but `openOutput` throws `result_unavailable`  | refused                              |
 * | `huge`             | the file has `hugeBytes` more, streamed and never held in memory, and still opens | refused     |
 */
export type MockScenario = (typeof MOCK_SCENARIOS)[number]

const NEEDS_TASK: readonly MockScenario[] = ['unknown_status', 'expired_link', 'huge']

/** A text as the mock reads it. */
export interface Script {
  scenarios: readonly MockScenario[]
  /** The text without directives. */
  words: string
}

/** Takes the directives out of a text. Other words in double brackets stay. */
export function readScript(text: string, fallback?: MockScenario): Script {
  const named = MOCK_SCENARIOS.filter((scenario) => text.includes(`[[${scenario}]]`))
  const words = named.reduce((rest, scenario) => rest.replaceAll(`[[${scenario}]]`, ''), text).trim()
  return { words, scenarios: named.length === 0 && fallback !== undefined ? [fallback] : named }
}

/** The scenario that has no meaning without a task. */
export function findTaskScenario({ scenarios }: Script): MockScenario | undefined {
  return scenarios.find((scenario) => NEEDS_TASK.includes(scenario))
}
