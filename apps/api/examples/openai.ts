import { writeFile } from 'node:fs/promises'
import OpenAI from 'openai'

const jointo = new OpenAI({ baseURL: process.env['JOINTO_URL'], apiKey: process.env['JOINTO_API_KEY'] })

const images = await jointo.images.generate({ model: 'mock/image', prompt: 'a red kite over the sea' })
await writeFile('kite.png', Buffer.from(images.data?.[0]?.b64_json ?? '', 'base64'))

const messages = [{ role: 'user' as const, content: 'Name the kite.' }]
const stream = await jointo.chat.completions.create({ model: 'mock/chat', messages, stream: true })
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '')
