import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AppContext } from '../env.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}
/** What the build writes where a nonce belongs. */
const NONCE = '{{nonce}}'
const FOREVER = 'public, max-age=31536000, immutable'

/** Where `pnpm build` of the console puts its files; a deployment has them in the package. */
export function builtConsole(): string {
  return fileURLToPath(new URL('dist/', import.meta.resolve('@jointo/console/package.json')))
}

/** One file of the build, whose name holds its hash. */
export async function sendBuiltFile(c: AppContext, folder: string, name: string): Promise<Response> {
  const type = TYPES[path.extname(name)]
  const file = /^[\w.-]+$/.test(name) && type !== undefined ? await read(folder, 'assets', name) : undefined
  if (file === undefined) return c.notFound()
  return c.body(file, 200, { 'content-type': type ?? '', 'cache-control': FOREVER })
}

/** Every page of the console is the same document; its scripts look at the address. */
export async function sendPage(c: AppContext, folder: string): Promise<Response> {
  const page = await read(folder, 'index.html')
  if (page === undefined) return sendNotBuilt(c)
  const nonce = randomBytes(16).toString('base64')
  return c.body(page.toString('utf8').replaceAll(NONCE, nonce), 200, pageHeaders(nonce))
}

function sendNotBuilt(c: AppContext): Response {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Jointo console</title>
<h1>The console is not built yet</h1>
<p>The API works; only its web pages are missing. <code>pnpm start</code> builds them by itself.
Otherwise build them once, then load this page again:</p>
<pre>npx -y pnpm@12 --filter @jointo/console build</pre></html>`
  return c.body(body, 503, { ...pageHeaders(), 'retry-after': '5' })
}

/** Styles need the nonce of this answer; scripts come from here, in files, or not at all. */
function pageHeaders(nonce?: string): Record<string, string> {
  const style = nonce === undefined ? "'none'" : `'self' 'nonce-${nonce}'`
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${style}`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self' blob:",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
  }
}

async function read(folder: string, ...names: string[]): Promise<Buffer<ArrayBuffer> | undefined> {
  try {
    return Buffer.from(await readFile(path.join(folder, ...names)))
  } catch {
    return undefined
  }
}
