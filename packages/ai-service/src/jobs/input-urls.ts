import { checkPublicUrl, type NetworkSettings } from '../public-url.ts'
import { mapMedia, type CallerInput } from './job-input.ts'

/**
 * Addresses of input files, by their looks: we never open one, a vendor does, and what is inside its network or ours is not
 * for customers to name.
 *
 * @throws ServiceError `invalid_request` or `url_not_allowed` that names the field
 */
export function checkInputUrls(input: CallerInput, settings: NetworkSettings): void {
  mapMedia(input, ({ url }, param) => url !== undefined && checkPublicUrl(url, settings, `${param}.url`))
}
