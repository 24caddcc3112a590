import { writeFile } from 'node:fs/promises'
import { StabilityClient } from '@jointo/client-stability'

const stability = new StabilityClient() // reads STABILITY_API_KEY

const result = await stability.generateCore({
  prompt: 'a red kite over the sea',
  aspect_ratio: '16:9',
  output_format: 'png',
})
if (result.outcome === 'succeeded') await writeFile('kite.png', result.bytes)
else console.log(`Nothing usable: ${result.finishReason}`)
stability.close()
