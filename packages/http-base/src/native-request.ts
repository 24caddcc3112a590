import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'

/**
 * How the engine sends a request, told what we use. By itself it names some forty options, most of them undefined, and Node
 * copies all of them several times for each request: a quarter of what the engine costs.
 */
export function nativeRequest(
  url: URL,
  { method, headers, agent, lookup }: RequestOptions,
  answered?: (response: IncomingMessage) => void,
): ClientRequest {
  const options: RequestOptions = {
    protocol: url.protocol,
    hostname: url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname,
    port: url.port,
    path: url.pathname + url.search,
    method,
    headers,
    agent,
  }
  if (lookup !== undefined) options.lookup = lookup
  return url.protocol === 'https:' ? httpsRequest(options, answered) : httpRequest(options, answered)
}
