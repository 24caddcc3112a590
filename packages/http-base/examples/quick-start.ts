import { BaseHTTPClient, path, type HTTPClientOptions, type VendorProfile } from '@jointo/http-base'
import { z } from 'zod'

const profile: VendorProfile = {
  id: 'weather',
  name: 'Weather',
  baseUrl: 'https://api.weather.example',
  apiKeyVariable: 'WEATHER_API_KEY',
  baseUrlVariable: 'WEATHER_BASE_URL',
  headers: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
}

class WeatherClient extends BaseHTTPClient {
  constructor(options?: HTTPClientOptions) {
    super(profile, options)
  }
  getForecast(city: string) {
    return this.get(path`/v1/forecasts/${city}`, { schema: z.object({ sky: z.string() }) })
  }
}

console.log(await new WeatherClient().getForecast('Oslo'))
