import type { Database } from '../db/client.ts'
import { render, runStatement } from '../db/statement.ts'
import { FIGURES, type Figure } from './figures.ts'

/** Whoever asks for metrics gives up after some seconds: then it is better to say that the database says nothing. */
const SILENT_AFTER_MS = 1_700

/** What the database knows about the whole deployment, in one round trip. */
export function readFigures(db: Database): Promise<Figure[]> {
  return runStatement<Figure & Record<string, unknown>>(db, {
    name: 'figures',
    text: TEXT,
    values: [],
    silentAfterMs: SILENT_AFTER_MS,
  })
}

const TEXT = render(FIGURES)
