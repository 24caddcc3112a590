import { writeFile } from 'node:fs/promises'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { generateImage, streamText } from 'ai'

const jointo = createOpenAICompatible({
  name: 'jointo',
  baseURL: process.env['JOINTO_URL'] ?? '',
  apiKey: process.env['JOINTO_API_KEY'] ?? '',
  includeUsage: true,
})

const { textStream, usage } = streamText({ model: jointo('mock/chat'), prompt: 'Name the kite.' })
for await (const text of textStream) process.stdout.write(text)
console.log(`\n${(await usage).totalTokens} tokens`)

const { image } = await generateImage({ model: jointo.imageModel('mock/image'), prompt: 'a red kite' })
await writeFile('kite.png', image.uint8Array)
