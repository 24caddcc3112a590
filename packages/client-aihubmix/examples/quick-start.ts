import { writeFile } from 'node:fs/promises'
import { AIHubMixClient } from '@jointo/client-aihubmix'

const aihubmix = new AIHubMixClient() // reads AIHUBMIX_API_KEY

const messages = [{ role: 'user', content: 'One sentence about kites, please.' }]
const reply = await aihubmix.chatCompletion({ model: 'gpt-5-mini', messages })
const input = reply.choices[0]?.message.content ?? ''
const speech = await aihubmix.generateSpeech({ model: 'tts-1', input, voice: 'nova' })
await writeFile('kite.mp3', speech.bytes)
console.log(`${input} (${reply.usage?.total_tokens} tokens)`)
aihubmix.close()
