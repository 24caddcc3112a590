import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { RunwayClient } from '@jointo/client-runway'

const runway = new RunwayClient() // reads RUNWAYML_API_SECRET

const { id } = await runway.createTextToVideo({
  model: 'gen4.5',
  promptText: 'a red kite over the sea',
  ratio: '1280:720',
  duration: 5,
})
const { output } = await runway.waitForTask(id, { onProgress: (progress) => console.log(progress) })
const video = await runway.openOutput(output[0] ?? '')
await pipeline(video.stream, createWriteStream('kite.mp4'))
runway.close()
