import { writeFile } from 'node:fs/promises'
import { documentText } from './document.ts'

await writeFile(new URL('../openapi.json', import.meta.url), documentText())
