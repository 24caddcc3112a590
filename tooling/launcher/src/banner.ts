import { readFile } from 'node:fs/promises'
import path from 'node:path'

export interface BannerFacts {
  url: string
  dataDir: string
  embedded: boolean
  hasMock: boolean
  hasConsole: boolean
}

/** What a person needs next. The curl line works as pasted, in any folder, on Debian and macOS. */
export async function banner({ url, dataDir, embedded, hasMock, hasConsole }: BannerFacts): Promise<string> {
  const lines = ['', `  Jointo AI is ready at ${url}  (routes: ${url}/docs)`]
  if (hasConsole) lines.push(`  In the browser: ${url}/console  (sign in with a key)`)
  lines.push('')
  if (!embedded) {
    const make = `curl -X POST ${url}/admin/accounts -H "authorization: Bearer $ADMIN_API_KEY" -H 'content-type: application/json' -d '{"name":"me"}'`
    return [
      ...lines,
      '  Make an account, then give it a key and credits (see /admin there):',
      `  ${make}`,
      '',
    ].join('\n')
  }
  const [key, adminKey] = await Promise.all(
    ['dev-api-key', 'admin-api-key'].map((name) =>
      readFile(path.join(dataDir, name), 'utf8').catch(() => ''),
    ),
  )
  lines.push(
    `  API key    ${key?.trim()}`,
    `  Admin key  ${process.env['ADMIN_API_KEY'] ? 'as in ADMIN_API_KEY' : adminKey?.trim()}`,
    '',
  )
  if (hasMock) {
    lines.push('  A first picture:', '', pictureCommand(url, key?.trim() ?? ''), '')
    lines.push(`  A picture, a speech and a video, with progress:  ${demoCommand(url, dataDir)}`, '')
  }
  return [...lines, '  Ctrl-C stops everything.', ''].join('\n')
}

/** In another terminal the variables of this one are not set. */
function demoCommand(url: string, dataDir: string): string {
  const { env } = process
  const isElsewhere = env['PORT'] || env['HOST'] || env['PUBLIC_URL']
  const variables = [isElsewhere && `JOINTO_URL=${url}`, env['DATA_DIR'] && `DATA_DIR='${dataDir}'`]
  return [...variables.filter(Boolean), 'npx -y pnpm@12 demo'].join(' ')
}

/** Reply → its base64 → bytes, with tools that every machine has. */
export function pictureCommand(url: string, key: string): string {
  const body = '{"model":"mock/image","prompt":"a lighthouse at dawn","response_format":"b64_json"}'
  return (
    `curl -sS --fail ${url}/v1/images/generations -H "authorization: Bearer ${key}" -H "content-type: application/json" -d '${body}'` +
    ` | sed 's/.*"b64_json":"\\([^"]*\\)".*/\\1/' | base64 --decode > picture.png`
  )
}
