import { onTestFinished } from 'vitest'
import { z } from 'zod'
import {
  BaseHTTPClient,
  path,
  type CallOptions,
  type FormFields,
  type HTTPClientOptions,
  type Reply,
  type ServerSentEvent,
  type StreamReply,
  type VendorProfile,
} from '../../src/index.ts'

export const KEY = 'sk-very-secret-0123456789'

const profile: VendorProfile = {
  id: 'weather',
  name: 'Weather',
  baseUrl: 'https://weather.example',
  apiKeyVariable: 'WEATHER_API_KEY',
  baseUrlVariable: 'WEATHER_BASE_URL',
  headers: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  describeError: (body) =>
    z.object({ code: z.string().optional(), message: z.string().optional() }).safeParse(body).data,
  isErrorInside: (body) =>
    z.object({ error: z.unknown() }).safeParse(body).success &&
    body !== null &&
    typeof body === 'object' &&
    'error' in body,
}

const forecast = z.object({ sky: z.string() })

/** A small vendor, to try everything the base offers. */
export class WeatherClient extends BaseHTTPClient {
  constructor(options: HTTPClientOptions = {}) {
    super(profile, { apiKey: KEY, ...options, retry: { baseDelayMs: 1, maxDelayMs: 2, ...options.retry } })
    onTestFinished(() => this.close())
  }

  getForecast(city: string, options?: CallOptions): Promise<{ sky: string }> {
    return this.get(path`/forecasts/${city}`, {
      schema: forecast,
      query: { days: 3, none: undefined },
      cacheForMs: 60_000,
      options,
    })
  }

  /** Costs money. */
  orderForecast(city: string, options?: CallOptions): Promise<{ sky: string }> {
    return this.post('/forecasts', { json: { city }, schema: forecast, billable: true, options })
  }

  /** A route with a time-out of its own. */
  waitForWeather(options?: CallOptions): Promise<Reply> {
    return this.request('POST', '/wait', { options, billable: true, timeout: { responseMs: 30 } })
  }

  sendAnything(body: unknown): Promise<Reply> {
    return this.request('POST', '/anything', { json: body })
  }

  /** A vendor's words in an error of one's own. */
  tell(text: string): string {
    return this.cleanText(text)
  }

  sendForm(form: FormFields): Promise<Reply> {
    return this.request('POST', '/form', { form })
  }

  getMap(options?: CallOptions, maxResponseBytes?: number): Promise<Reply> {
    return this.request('GET', '/map', { options, maxResponseBytes })
  }

  openMap(options?: CallOptions): Promise<StreamReply> {
    return this.openStream('GET', '/map', { options })
  }

  events(): AsyncGenerator<ServerSentEvent> {
    return this.streamEvents('POST', '/events', { json: {} })
  }

  openLink(address: string): Promise<StreamReply> {
    return this.openUrl(address)
  }
}
