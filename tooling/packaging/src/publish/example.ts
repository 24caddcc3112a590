import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { plainEnvironment, run } from '../run.ts'
import type { Consumer } from './consumer.ts'

/** What the program of a README says, or the file that it makes. */
const TRACES: Readonly<Record<string, { says: RegExp; makes?: string }>> = {
  '@jointo/http-base': { says: /blue/ },
  '@jointo/client-aihubmix': { says: /\d+ tokens/, makes: 'kite.mp3' },
  '@jointo/client-stability': { says: /^$/, makes: 'kite.png' },
  '@jointo/client-runway': { says: /^[\d.\s]*$/, makes: 'kite.mp4' },
  '@jointo/providers': { says: /costs \d/, makes: 'kite-0.mp4' },
  '@jointo/ai-service': { says: /^succeeded image\/png 1$/m },
}

/**
 * Runs the program of a package's README, which lies in the folder as `example.ts`.
 * @throws when it fails, or does not do what it is there for
 */
export async function runExample(
  { folder, pkg }: Consumer,
  program: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const trace = TRACES[pkg.name]
  if (trace === undefined)
    throw new Error(`nobody knows what the program of ${pkg.name} does: add it to TRACES`)
  const made = trace.makes === undefined ? undefined : path.join(folder, trace.makes)
  if (made !== undefined) await rm(made, { force: true })
  const env = { ...plainEnvironment(program), ...environment }
  const said = await run(program, ['example.ts'], { cwd: folder, env, timeoutMs: 180_000 })
  if (!trace.says.test(said.trim())) throw new Error(`it said:\n${said}`)
  if (made !== undefined && (await stat(made)).size < 100) throw new Error(`${trace.makes} is nearly empty`)
}
