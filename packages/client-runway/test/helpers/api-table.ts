import { readFileSync } from 'node:fs'

export const packageRoot = new URL('../../', import.meta.url)

/** One line of `api.md`: `GET /v1/tasks/{id}`, or words where the route is no path of the API. */
export interface APIRow {
  method: string
  route: string
  file: string
}

export const apiTable: APIRow[] = readFileSync(new URL('api.md', packageRoot), 'utf8')
  .split('\n')
  .map((line) => line.match(/^\| `(\w+)` +\| (.+?) +\| `(src\/[^`]+)` +\|$/))
  .filter((row) => row !== null)
  .map(([, method = '', route = '', file = '']) => ({ method, route: route.replace(/^`(.*)`$/, '$1'), file }))
