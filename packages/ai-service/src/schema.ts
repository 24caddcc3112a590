/** The tables, for programs that query beside the service. Columns may be added, never repurposed. */
export * from './db/schema/accounts.ts'
export * from './db/schema/assets.ts'
export * from './db/schema/jobs.ts'
export * from './db/schema/ledger.ts'
export * from './db/schema/quotes.ts'
export * from './db/schema/stored-objects.ts'
export * from './db/schema/webhook.ts'
