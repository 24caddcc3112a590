/** Methods that an `api.md` lists, with their routes: `createVoice` → `POST /v1/voices`. */
export function readAPITable(text: string): Map<string, string> {
  const rows = text.matchAll(/^\|([^|]+)\|([^|]+)\|/gm)
  return new Map(
    [...rows].flatMap(([, methods = '', route = '']) =>
      [...methods.matchAll(/`([\w.]+)`/g)].map(([, method = '']): [string, string] => [
        method,
        route.replaceAll('`', '').trim(),
      ]),
    ),
  )
}
