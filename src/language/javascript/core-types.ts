import type { LogLevel } from '#durable/trace.ts'

/** A value on the wire between Azure's host and its Node.js worker, as `@azure/functions` reads and writes it. */
export interface RpcTypedData {
  string?: string | null
  json?: string | null
  bytes?: Uint8Array | null
  int?: number | null
  double?: number | null
  http?: RpcHttpData | null
}

export interface RpcHttpData {
  method?: string
  url?: string
  headers?: Record<string, string>
  nullableParams?: Record<string, { value: string }>
  nullableQuery?: Record<string, { value: string }>
  body?: RpcTypedData | null
  statusCode?: string
  cookies?: RpcHttpCookie[]
}

export interface RpcHttpCookie {
  name: string
  value: string
  domain?: { value: string }
  path?: { value: string }
  expires?: { value: { seconds: number } }
  secure?: { value: boolean }
  httpOnly?: { value: boolean }
  sameSite: 'none' | 'lax' | 'strict' | 'explicitNone'
  maxAge?: { value: number }
}

/** How a binding was registered: Azure's words, whatever options it takes. */
export interface RpcBindingInfo {
  readonly type: string
  readonly direction: 'in' | 'out' | 'inout'
  readonly [option: string]: unknown
}

export interface CoreFunctionMetadata {
  readonly name: string
  readonly functionId?: string
  readonly bindings: Readonly<Record<string, RpcBindingInfo>>
  readonly retryOptions?: RpcRetryOptions | null
}

/** A retry policy as `@azure/functions` hands it on. */
export interface RpcRetryOptions {
  readonly retryStrategy?: string
  readonly maxRetryCount?: number
  readonly delayInterval?: { readonly seconds: number }
  readonly minimumInterval?: { readonly seconds: number }
  readonly maximumInterval?: { readonly seconds: number }
}

/** A person's function: the trigger's value, then the InvocationContext. */
export type FunctionCallback = (...args: unknown[]) => unknown

export type LogCategory = 'user' | 'system' | 'customMetric'

export interface InvocationRequest {
  readonly invocationId: string
  readonly inputData: readonly { readonly name: string; readonly data: RpcTypedData | undefined }[]
  readonly triggerMetadata?: Readonly<Record<string, RpcTypedData | undefined>>
  readonly retryContext?: {
    readonly retryCount: number
    readonly maxRetryCount: number
    readonly exception?: { readonly message: string }
  }
}

/** What one invocation gives the programming model. */
export interface CoreInvocationContext {
  readonly invocationId: string
  readonly request: InvocationRequest
  readonly metadata: CoreFunctionMetadata
  state: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks' | undefined
  log(level: LogLevel, category: LogCategory, message: string): void
}

/** The part of the real InvocationContext that we read. */
export interface InvocationContextLike {
  readonly invocationId: string
  readonly functionName: string
}

export interface InvocationResponse {
  readonly returnValue?: RpcTypedData | null
  readonly outputData?: readonly { readonly name: string; readonly data?: RpcTypedData | null }[]
}

export interface InvocationModel {
  getArguments(): Promise<{ context: InvocationContextLike; inputs: unknown[] }>
  invokeFunction(context: InvocationContextLike, inputs: unknown[], handler: FunctionCallback): Promise<unknown>
  getResponse(context: InvocationContextLike, result: unknown): Promise<InvocationResponse>
}

/** What `@azure/functions` hands to its worker: how to turn a request into a call and a result into a response. */
export interface ProgrammingModel {
  readonly name: string
  readonly version: string
  getInvocationModel(context: CoreInvocationContext): InvocationModel
  getCapabilities(capabilities: Record<string, string>): Promise<Record<string, string>>
}

export type HookCallback = (context: object) => unknown
