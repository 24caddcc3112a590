import { startDatabaseServer } from '@jointo/test-support'
import { startVendorSim } from '@jointo/vendor-sim'
import { once } from 'node:events'
import { createServer } from 'node:http'

export interface Surroundings {
  /** What the example of a package needs in its environment. */
  environmentOf: (packageName: string, folder: string) => Record<string, string>
  stop: () => Promise<void>
}

/** The vendors, a database and the weather of http-base's example, on this machine. */
export async function startSurroundings(): Promise<Surroundings> {
  const vendors = await startVendorSim()
  const database = await startDatabaseServer()
  const weather = createServer((_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ sky: 'blue' }))
  }).listen(0, '127.0.0.1')
  await once(weather, 'listening')
  const address = weather.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const environments: Readonly<Record<string, (folder: string) => Record<string, string>>> = {
    '@jointo/http-base': () => ({ WEATHER_API_KEY: 'k', WEATHER_BASE_URL: `http://127.0.0.1:${port}` }),
    '@jointo/client-aihubmix': () => ({
      AIHUBMIX_API_KEY: 'sk-example',
      AIHUBMIX_BASE_URL: vendors.aihubmix.baseUrl,
    }),
    '@jointo/client-runway': () => ({
      RUNWAYML_API_SECRET: 'key_example',
      RUNWAYML_BASE_URL: vendors.runway.baseUrl,
    }),
    '@jointo/client-stability': () => ({
      STABILITY_API_KEY: 'key_example',
      STABILITY_BASE_URL: vendors.stability.baseUrl,
    }),
    '@jointo/ai-service': (folder) => ({
      DATABASE_URL: database.url,
      MOCK_PROVIDER: 'on',
      DATA_DIR: `${folder}/data`,
    }),
  }
  return {
    environmentOf: (name, folder) => environments[name]?.(folder) ?? {},
    async stop() {
      weather.closeAllConnections()
      weather.close()
      await vendors.close()
      await database.stop()
    },
  }
}
