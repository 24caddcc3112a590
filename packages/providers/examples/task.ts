import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { createProvidersFromEnvironment, formatCredits } from '@jointo/providers'

const providers = createProvidersFromEnvironment(process.env, { mock: true })
const { provider, model } = providers.resolve('mock/video') // or 'runway/gen4.5', with RUNWAYML_API_SECRET set

const request = { model: model.id, kind: 'video', input: { prompt: 'a red kite' } } as const
console.log(`at most ${formatCredits(provider.quote(request).amount)} credits`)
const started = await provider.start(request)
if (started.state !== 'pending') throw new Error('video is never made at once')

const handle = { ...request, vendorTaskId: started.vendorTaskId } // plain JSON: any process can go on from here
let status = await provider.status(handle)
for (; status.state === 'pending'; status = await provider.status(handle)) await sleep(status.pollAfterMs)
if (status.state !== 'completed') throw new Error(`the video ${status.state}`)
const video = await provider.openOutput(handle, status.outputs[0] ?? {})
await pipeline(video.stream, createWriteStream('kite.mp4'))
console.log(`costs ${formatCredits(provider.price(request, status.usage))} credits`)
await providers.close()
