import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

export interface DocsFile {
  text: string
  mediaType: string
}

/** Begins Swagger UI. A file of its own, because the page may run no script inside of it. */
const START = `window.SwaggerUIBundle({
  url: new URL('../openapi.json', document.currentScript.src).href,
  dom_id: '#docs',
  deepLinking: true,
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: false,
  validatorUrl: null,
})
`

export const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Jointo AI API</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="docs/swagger-ui.css">
  </head>
  <body>
    <main id="docs"></main>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`

const JAVASCRIPT = 'text/javascript; charset=utf-8'
const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': JAVASCRIPT,
}

/** Nothing is fetched from elsewhere: the files of Swagger UI are those of the installed package. */
export async function readDocsFile(name: string): Promise<DocsFile | undefined> {
  if (name === 'start.js') return { text: START, mediaType: JAVASCRIPT }
  const mediaType = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined
  if (mediaType === undefined) return undefined
  const path = createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`)
  return { text: await readFile(path, 'utf8'), mediaType }
}
