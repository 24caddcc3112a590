import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { colourOf } from '../media/colour.ts'
import { encodeGlb } from '../media/glb.ts'
import type { VendorContext, VendorEnv } from '../vendor.ts'
import { readSeed, UP_TO_FOUR_MEGAPIXELS } from './fields.ts'
import { FormReader } from './form.ts'
import { admit, type StabilityState } from './work.ts'

const TEXTURES = ['512', '1024', '2048']
const REMESH = ['none', 'triangle', 'quad']

export function addThreeDRoutes(app: Hono<VendorEnv>, state: StabilityState): void {
  app.post('/v2beta/3d/stable-fast-3d', async (c) => {
    const form = await readShared(c)
    form.number('foreground_ratio', 0.1, 1)
    form.number('vertex_count', -1, 20_000, true)
    form.finish()
    return send(c, state, 'stable-fast-3d')
  })

  app.post('/v2beta/3d/stable-point-aware-3d', async (c) => {
    const form = await readShared(c)
    form.number('foreground_ratio', 1, 2)
    form.word('target_type', ['none', 'vertex', 'face'])
    form.number('target_count', 100, 20_000, true)
    form.number('guidance_scale', 1, 10)
    readSeed(form)
    form.finish()
    return send(c, state, 'stable-point-aware-3d')
  })
}

async function readShared(c: VendorContext): Promise<FormReader> {
  const form = new FormReader(c)
  await form.image('image', UP_TO_FOUR_MEGAPIXELS)
  form.word('texture_resolution', TEXTURES)
  form.word('remesh', REMESH)
  return form
}

/** The bytes alone: no finish reason, no seed, no JSON form. */
function send(c: VendorContext, state: StabilityState, model: string): Response {
  admit(c, '')
  state.accept(c, { id: randomUUID(), model })
  const bytes = encodeGlb(colourOf(model))
  return new Response(bytes, {
    headers: { 'content-type': 'model/gltf-binary', 'content-length': `${bytes.length}` },
  })
}
