import type { Client } from 'pg'

/** A query that lists what breaks a promise. */
export type Rule = readonly [promise: string, query: string]

export async function runRules(sql: Client, rules: readonly Rule[]): Promise<string[]> {
  const problems: string[] = []
  for (const [promise, query] of rules) {
    const { rows } = await sql.query(query)
    problems.push(...rows.map((row) => `${promise}: ${JSON.stringify(row)}`))
  }
  return problems
}
