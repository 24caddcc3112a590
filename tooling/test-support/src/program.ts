import { fileURLToPath } from 'node:url'
import { askDesk, DESK_VARIABLE } from './desk.ts'

/**
 * A script of this repository with all that it loads in one file, made once per run: most of a start is else spent on a
 * thousand small files. Outside a run it is the script itself.
 *
 * @example `spawnNode(await program(new URL('../src/main.ts', import.meta.url)), { env })`
 */
export async function program(script: URL): Promise<string> {
  const desk = process.env[DESK_VARIABLE]
  return desk === undefined ? fileURLToPath(script) : askDesk(desk, `program ${fileURLToPath(script)}`)
}
