import type { CallOptions } from '@jointo/http-base'
import type { Routes } from '../routes.ts'
import {
  catalogueQuery,
  catalogueSchema,
  type CatalogueModel,
  type ListCatalogueParams,
} from './catalogue.ts'
import {
  gatewayStatusSchema,
  modelEndpointsRoute,
  modelEndpointsSchema,
  type GatewayStatus,
  type ModelEndpoints,
} from './models.ts'

/** The vendor renews its list this often. */
const CATALOGUE_AGE_MS = 300_000

/** What the gateway tells everybody; nothing here takes the key along. */
export class CatalogueRoutes {
  readonly #routes: Routes

  constructor(routes: Routes) {
    this.#routes = routes
  }

  /** `GET /api/v1/models`: what each model can do and costs. */
  async listCatalogue(params: ListCatalogueParams = {}, options?: CallOptions): Promise<CatalogueModel[]> {
    const query = catalogueQuery(params)
    const spec = { query, schema: catalogueSchema, cacheForMs: CATALOGUE_AGE_MS, options }
    return this.#routes.get('/api/v1/models', { ...spec, auth: 'none' })
  }

  /** `GET /call/schema/models/{model}/endpoints`: how a model is called, for machines. */
  async getModelEndpoints(model: string, options?: CallOptions): Promise<ModelEndpoints> {
    const spec = { schema: modelEndpointsSchema, cacheForMs: CATALOGUE_AGE_MS, options }
    return this.#routes.get(modelEndpointsRoute(model), { ...spec, auth: 'none' })
  }

  /** `GET /api/status`: how quota is counted. Seen by third parties only. */
  async getGatewayStatus(options?: CallOptions): Promise<GatewayStatus> {
    return this.#routes.get('/api/status', { schema: gatewayStatusSchema, auth: 'none', options })
  }
}
