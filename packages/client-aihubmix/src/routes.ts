import type {
  CallOptions,
  ParsedRequestSpec,
  path,
  Reply,
  RequestSpec,
  ServerSentEvent,
  StreamReply,
} from '@jointo/http-base'
import type { CleanText } from './failed-errors.ts'

/** A route as it is, or with values in it. */
export type RoutePath = string | ReturnType<typeof path>

/** The client's own calls, lent to the groups of routes that lie beside it. */
export interface Routes {
  get: <T>(route: RoutePath, spec: ParsedRequestSpec<T>) => Promise<T>
  post: <T>(route: RoutePath, spec: ParsedRequestSpec<T>) => Promise<T>
  put: <T>(route: RoutePath, spec: ParsedRequestSpec<T>) => Promise<T>
  request: (method: string, route: RoutePath, spec?: RequestSpec) => Promise<Reply>
  openStream: (method: string, route: RoutePath, spec?: RequestSpec) => Promise<StreamReply>
  streamEvents: (method: string, route: RoutePath, spec?: RequestSpec) => AsyncGenerator<ServerSentEvent>
  /** An address that the vendor gave, opened without the key. */
  openUrl: (address: string, options?: CallOptions) => Promise<StreamReply>
  /** A vendor's words, fit for an error. */
  cleanText: CleanText
  baseUrl: string
}

/** What goes with a call of another protocol; there the client's own Authorization header would not fit. */
export interface Credentials {
  apiKey: string
  appCode: string | undefined
  manageKey: string | undefined
}
