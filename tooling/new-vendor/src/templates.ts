import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Keeps templates from being compiled, linted and tested as they are. */
const ENDING = '.template'
const FOLDER = fileURLToPath(new URL('../templates/', import.meta.url))

export interface Template {
  /** From the root of the repository, the vendor's name not yet filled in. */
  file: string
  text: string
}

/** The files that a new vendor is made of. Their folder is a picture of the repository. */
export function readTemplates(): Template[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ENDING))
    .sort()
    .map((file) => ({
      file: file.slice(0, -ENDING.length).replaceAll(path.sep, '/'),
      text: readFileSync(path.join(FOLDER, file), 'utf8'),
    }))
}
