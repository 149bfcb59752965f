/** What the `durableClient` binding gives a function: where the task hub is, as Azure spells it. */
export interface ClientData {
  readonly taskHubName: string
  readonly creationUrls: Readonly<Record<string, string>>
  readonly managementUrls: Readonly<Record<string, string>>
  readonly baseUrl?: string
  readonly requiredQueryStringParameters?: string
  readonly rpcBaseUrl?: string
}

export function isClientData(value: unknown): value is ClientData {
  if (typeof value !== 'object' || value === null) return false
  const data = value as Partial<ClientData>
  return data.taskHubName !== undefined && data.creationUrls !== undefined && data.managementUrls !== undefined
}

/** The text with the origin of `url` in place of its own, when it is an http address at all. */
export function withOrigin(text: string, url: string): string {
  if (!isHttpUrl(text)) return text
  return text.replace(new URL(text).origin, new URL(url).origin)
}

/** Every address of the object moved to another origin. */
export function allWithOrigin(urls: Readonly<Record<string, string>>, url: string): Record<string, string> {
  return Object.fromEntries(Object.entries(urls).map(([name, text]) => [name, withOrigin(text, url)]))
}

function isHttpUrl(text: string): boolean {
  return text.length <= 2083 && /^https?:\/\/[^\s<>]+$/.test(text) && URL.canParse(text)
}
