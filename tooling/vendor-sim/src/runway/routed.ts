import type { Hono } from 'hono'
import { z } from 'zod'
import { VendorRefusal, type VendorContext, type VendorEnv } from '../vendor.ts'
import { addCollection, pageQuery, paginate, type Item } from './collection.ts'
import { runwayError } from './errors.ts'
import { toWork } from './generate.ts'
import { createRouterSchema, routedSchemas, updateRouterSchema } from './router-models.ts'
import { checkCaller, parseBody, parseQuery, startTask, type RunwayState } from './work.ts'

const ROUTERS = '/v1/routers'
const requestsOf = (router: Item): string => `${ROUTERS}/${router.id}/requests`

/** What the simulated router picks, whatever is asked. */
const CHOICE = {
  video: { model: 'gen4.5', provider: 'runway' },
  image: { model: 'gen4_image', provider: 'runway' },
  audio: { model: 'eleven_v3', provider: 'elevenlabs' },
} as const

const DEFAULTS = { schemaVersion: 1, optimizeFor: 'cost' } as const

/** Routers, and generation through them. */
export function addRouterRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  addCollection(app, state, {
    path: ROUTERS,
    name: 'Router',
    create: createRouterSchema,
    update: updateRouterSchema,
    facts: ({ slug, name = slug, description = null, settings }) => {
      if (findRouter(state, slug)) throw new VendorRefusal(runwayError(400, `The slug ${slug} is taken.`))
      return { name, description, version: 1, settings: { ...DEFAULTS, ...settings } }
    },
    change: (item, { settings, ...rest }) => ({
      ...rest,
      version: Number(item['version']) + 1,
      settings: { ...Object(item['settings']), ...settings },
    }),
  })

  app.get(`${ROUTERS}/:id/requests`, (c) => {
    checkCaller(c)
    const query = parseQuery(c, z.strictObject(pageQuery()))
    const router = state.collection(ROUTERS).get(c.req.param('id'))
    if (!router) throw new VendorRefusal(runwayError(404, 'Router not found.'))
    return c.json(paginate([...state.collection(requestsOf(router)).values()].toReversed(), query))
  })

  app.post('/v1/generate/video', (c) => {
    const { router, input } = read(c, state, routedSchemas.video)
    const { promptText, duration, audio } = input
    const resolvedInput = { duration: duration ?? 5, ratio: '1280:720', resolution: '720p' }
    return route(c, state, {
      router,
      modality: 'video',
      fields: { promptText, duration, audio },
      resolvedInput,
    })
  })

  app.post('/v1/generate/image', (c) => {
    const { router, input } = read(c, state, routedSchemas.image)
    const { promptText, outputCount, aspectRatio = '1:1', resolution = '1k' } = input
    const resolvedInput = { aspectRatio, ratio: '1024:1024', resolution }
    const fields = { promptText, outputCount, ratio: '1024:1024' }
    return route(c, state, { router, modality: 'image', fields, resolvedInput })
  })

  app.post('/v1/generate/audio', (c) => {
    const { router, input } = read(c, state, routedSchemas.audio)
    const { promptText, duration, type, voice } = input
    const resolvedInput = { type, voice: voice?.type ?? 'default' }
    return route(c, state, { router, modality: 'audio', fields: { promptText, duration }, resolvedInput })
  })
}

const findRouter = (state: RunwayState, slug: string): Item | undefined =>
  [...state.collection(ROUTERS).values()].find((item) => item['slug'] === slug)

function read<Input>(
  c: VendorContext,
  state: RunwayState,
  schema: z.ZodType<{ configId: string; input: Input }>,
): { router: Item; input: Input } {
  checkCaller(c)
  const { configId, input } = parseBody(c, schema)
  const router = findRouter(state, configId)
  if (router) return { router, input }
  const body = { error: 'Router config not found.', code: 'router_config_not_found' }
  throw new VendorRefusal({ status: 404, body })
}

interface RoutedWork {
  router: Item
  modality: keyof typeof CHOICE
  fields: Parameters<typeof toWork>[2]
  resolvedInput: object
}

function route(
  c: VendorContext,
  state: RunwayState,
  { router, modality, fields, resolvedInput }: RoutedWork,
): Response {
  const { model, provider } = CHOICE[modality]
  const work = toWork(modality, model, fields)
  const { settings } = z
    .object({
      settings: z.object({
        optimizeFor: z.string(),
        maxCreditsPerGeneration: z.record(z.string(), z.number()).optional(),
      }),
    })
    .parse(router)
  const priceCeiling = settings.maxCreditsPerGeneration?.[modality] ?? null
  if (priceCeiling !== null && work.credits > priceCeiling) {
    const pipeline = [{ type: 'filter', filter: 'price', models: [] }]
    const refusal = { error: 'No eligible model.', code: 'no_eligible_model', pipeline, emptiedBy: ['price'] }
    throw new VendorRefusal({ status: 400, body: refusal })
  }
  return startTask(c, state, model, work, (id) => {
    const createdAt = new Date().toISOString()
    const decision = {
      emptiedBy: [],
      estimatedCredits: work.credits,
      model,
      provider,
      pipeline: [{ type: 'rank', outcome: 'selected' }],
      reason: 'The cheapest.',
      reasonCode: 'lowest_cost',
      requestId: id,
      status: 'routed',
      taskId: id,
    }
    state.collection(requestsOf(router)).set(id, { id, createdAt, ...decision })
    return {
      id,
      routing: {
        model,
        provider,
        configId: router['slug'],
        resolvedSettings: { optimizeFor: settings.optimizeFor, priceCeiling },
        resolvedInput,
        estimatedCost: { credits: work.credits },
      },
    }
  })
}
