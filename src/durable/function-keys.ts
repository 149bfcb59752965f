/** The keys with which functions may be asked, as a hub keeps them under `keys`. */
export interface FunctionKeys {
  /** `_master`: good for everything. */
  readonly master: string
  /** The host's `default`: good for every function of level `function`. */
  readonly default: string
  readonly functions: Readonly<Record<string, string>>
}
