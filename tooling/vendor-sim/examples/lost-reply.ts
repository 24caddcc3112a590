import { startRunwaySim } from '@jointo/vendor-sim'

const sim = await startRunwaySim()
sim.faults.next('cut_before_reply', { path: '/v1/text_to_video' })
const outcome = await fetch(`${sim.baseUrl}/v1/text_to_video`, {
  method: 'POST',
  headers: {
    authorization: 'Bearer any',
    'x-runway-version': '2024-11-06',
    'content-type': 'application/json',
  },
  body: JSON.stringify({ model: 'gen4.5', promptText: 'waves', ratio: '1280:720', duration: 5 }),
}).catch(() => 'no reply')
console.log(`${outcome instanceof Response ? outcome.status : outcome}, yet ${sim.accepted.length} accepted`)
await sim.close()
