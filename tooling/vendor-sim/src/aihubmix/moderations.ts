import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { refuses } from '../prompt-marks.ts'
import type { VendorEnv } from '../vendor.ts'
import { checkBalance, checkKey, checkModel, parse, readJson, type AIHubMixState } from './work.ts'

const part = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('image_url'), image_url: z.strictObject({ url: z.string() }) }),
])

const moderationSchema = z.strictObject({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).min(1), z.array(part).min(1)]),
})

const CATEGORIES = ['harassment', 'hate', 'self-harm', 'sexual', 'violence', 'illicit']

/** Finds fault with what holds the mark `[[refuse]]`. */
export function addModerationRoute(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/moderations', (c) => {
    checkKey(c)
    const body = readJson(c)
    const model = checkModel(body, 'moderation')
    const { input } = parse(moderationSchema, body)
    checkBalance(c)
    const id = `modr-${randomUUID()}`
    state.accept(c, { id, model })
    const texts = typeof input === 'string' ? [input] : input.map((one) => JSON.stringify(one))
    // Parts are judged as one, texts one by one.
    const judged = texts.every((text) => text.startsWith('{')) ? [texts.join('')] : texts
    return c.json({ id, model, results: judged.map((text) => judge(refuses(text))) })
  })
}

function judge(flagged: boolean): Record<string, unknown> {
  const each = <T>(value: (name: string) => T): Record<string, T> =>
    Object.fromEntries(CATEGORIES.map((name) => [name, value(name)]))
  return {
    flagged,
    categories: each((name) => flagged && name === 'violence'),
    category_scores: each((name) => (flagged && name === 'violence' ? 0.97 : 0.001)),
    category_applied_input_types: each(() => ['text']),
  }
}
