import { writeFile } from 'node:fs/promises'
import { createProvidersFromEnvironment, formatCredits, generate } from '@jointo/providers'

const providers = createProvidersFromEnvironment(process.env, { mock: true })
const made = await generate(
  providers,
  { model: 'mock/video', input: { prompt: 'a red kite' } }, // or 'runway/gen4.5', with RUNWAYML_API_SECRET set
  { onProgress: (share) => console.log(`${Math.round(share * 100)} %`) },
)
for (const [index, file] of made.files.entries()) await writeFile(`kite-${index}.mp4`, await file.bytes())
console.log(`costs ${formatCredits(made.price ?? 0n)} credits`)
await providers.close()
