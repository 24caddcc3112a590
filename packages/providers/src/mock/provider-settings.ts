import { z } from 'zod'
import { MOCK_SCENARIOS, type MockScenario } from './scenario.ts'

export interface MockProviderOptions {
  /** How long a task takes, in milliseconds of the clock. Default 4000. */
  taskMs?: number | undefined
  /** Pause between two words of a streamed answer, in milliseconds. Default 15. */
  wordMs?: number | undefined
  /**
   * The clock of the tasks, in Unix milliseconds. Default `Date.now`. A test moves time without sleeping by giving its own:
   * tasks are begun and looked at by it. Pauses (`wordMs`, and `slow` at once) are real.
   */
  now?: (() => number) | undefined
  /** What goes wrong where no word in the input says so. Default: nothing. */
  scenario?: MockScenario | undefined
  /** How much larger a `huge` file is, in bytes; a multiple of 4. Default 67,108,864 (64 MiB), at most 4,000,000,000. */
  hugeBytes?: number | undefined
}

export interface MockSettings {
  taskMs: number
  wordMs: number
  now: () => number
  scenario: MockScenario | undefined
  hugeBytes: number
}

const schema: z.ZodType<MockProviderOptions> = z.strictObject({
  taskMs: z.number().min(0).max(3_600_000).optional(),
  wordMs: z.number().min(0).max(10_000).optional(),
  now: z.custom<() => number>((value) => typeof value === 'function', 'must be a function').optional(),
  scenario: z.enum(MOCK_SCENARIOS).optional(),
  hugeBytes: z.int().min(1024).max(4_000_000_000).multipleOf(4).optional(),
})

/** @throws ZodError that names the option */
export function resolveMockOptions(options: MockProviderOptions): MockSettings {
  const {
    taskMs = 4000,
    wordMs = 15,
    now = Date.now,
    scenario,
    hugeBytes = 64 * 1024 * 1024,
  } = schema.parse(options)
  return { taskMs, wordMs, now, scenario, hugeBytes }
}
