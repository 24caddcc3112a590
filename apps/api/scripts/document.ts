import { describeApi } from '../src/openapi.ts'
import { operations } from '../src/routes/index.ts'

/** What `openapi.json` of this folder has to hold: the document of a server on its default address. */
export function documentText(): string {
  return `${JSON.stringify(describeApi(operations, 'http://127.0.0.1:8787'), undefined, 2)}\n`
}
