import { onTestFinished } from 'vitest'
import type { TestService } from './create-test-service.ts'

/** What this statement takes somebody else has, until it is let go or the test is over. */
export async function holdRows(
  { sql }: TestService,
  text: string,
  values: unknown[],
): Promise<() => Promise<void>> {
  const holder = await sql.connect()
  await holder.query('begin')
  await holder.query(text, values)
  let isHeld = true
  const letGo = async (): Promise<void> => {
    if (!isHeld) return
    isHeld = false
    await holder.query('rollback')
    holder.release()
  }
  onTestFinished(letGo)
  return letGo
}
