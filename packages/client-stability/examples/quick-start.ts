import { writeFile } from 'node:fs/promises'
import { StabilityClient } from '@jointo/client-stability'

const stability = new StabilityClient() // reads STABILITY_API_KEY

const { bytes, finishReason } = await stability.generateCore({
  prompt: 'a red kite over the sea',
  aspect_ratio: '16:9',
  output_format: 'png',
})
console.log(finishReason)
await writeFile('kite.png', bytes)
stability.close()
