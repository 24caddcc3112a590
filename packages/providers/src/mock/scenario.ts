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
 * A failure to test a product with: a word in double brackets anywhere in the prompt, text or last chat message
 * (`a kite [[fail]]`), or the option `scenario` of the provider, for inputs without words. What the words say goes before the
 * option, and several can be combined (`[[slow]] [[fail]]`). `video`, `video-upscale`, `music` and `model-3d` are tasks; every
 * other model answers at once.
 *
 * | Scenario           | A task                                           | An answer at once                       |
 * | ------------------ | ------------------------------------------------ | --------------------------------------- |
 * | `refuse`           | `start` throws `content_refused`                 | throws `content_refused`                |
 * | `fail`             | ends `failed` with `vendor_rejected`             | throws `vendor_rejected`                |
 * | `slow`             | takes four times `taskMs`                        | comes after four times `taskMs`, really |
 * | `throttled`        | the first of two equal calls is throttled (1)    | the same                                |
 * | `throttled_always` | every call is throttled (1)                      | the same                                |
 * | `lost_reply`       | exists, but `start` throws; see `lostTasks` (2)  | throws (2); a stream breaks half way    |
 * | `stuck`            | stays `pending` at 0.42 until it is cancelled    | never comes; to abort is `ambiguous`    |
 * | `unknown_status`   | from 25 to 75 % `pending` without progress (3)   | refused: `invalid_request`              |
 * | `expired_link`     | completes; `openOutput`: `result_unavailable`    | refused: `invalid_request`              |
 * | `huge`             | its file has `hugeBytes` more, and still opens   | refused: `invalid_request`              |
 *
 * 1. `vendor_unavailable`, disposition `throttled`, `retryAfterMs` 1000. Equal calls are told by this provider object.
 * 2. `vendor_unavailable`, disposition `ambiguous`: it may have been paid for, so it must not be sent again.
 * 3. The vendor says a word nobody knows. It is no end and no failure: the task goes on, and so must the waiting.
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
