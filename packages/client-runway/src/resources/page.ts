import { z } from 'zod'

/** Part of a list. */
export interface Page<T> {
  data: T[]
  /** Where the next page begins; undefined on the last one. */
  nextCursor: string | undefined
}

export interface PageParams {
  /** `nextCursor` of the page before. 1 to 1,000 characters. */
  cursor?: string | undefined
  /** 1 to 100. */
  limit?: number | undefined
}

export function pageOf<T>(item: z.ZodType<T>): z.ZodType<Page<T>> {
  const nextCursor = z
    .string()
    .nullish()
    .transform((cursor) => (cursor === '' || cursor === null ? undefined : cursor))
  return z
    .object({ data: z.array(item), nextCursor })
    .transform(({ data, nextCursor }) => ({ data, nextCursor }))
}

const cursor = z.string().min(1).max(1_000).optional()

/** The query of a list. `limit` is always sent: the vendor's document calls it required. */
export function pageQuery(defaultLimit: number): {
  cursor: z.ZodType<string | undefined>
  limit: z.ZodType<number>
} {
  return { cursor, limit: z.int().min(1).max(100).default(defaultLimit) }
}

export const pageParams: z.ZodType<PageParams> = z.strictObject(pageQuery(50))

/**
 * Everything of a list, page after page.
 *
 * @example for await (const voice of eachItem((page) => runway.listVoices(page))) console.log(voice.name)
 */
export async function* eachItem<T>(list: (page: PageParams) => Promise<Page<T>>): AsyncGenerator<T> {
  const seen = new Set<string | undefined>()
  let cursor: string | undefined
  do {
    seen.add(cursor)
    const page = await list({ cursor })
    yield* page.data
    cursor = page.nextCursor
    // A cursor that comes back would go round for ever.
  } while (cursor !== undefined && !seen.has(cursor))
}
