/** One registered function as the interface lists it. */
export interface FunctionInfo {
  readonly name: string
  readonly kind: 'orchestrator' | 'activity' | 'entity' | 'http' | 'other'
  /** The trigger's binding type as Azure spells it: `httpTrigger`, `orchestrationTrigger` … */
  readonly trigger: string
  /** For an HTTP function: its route with the prefix (`api/StartChaining`) and the methods it takes. */
  readonly http?: {
    readonly route: string
    readonly methods: readonly string[]
    readonly authLevel: string
    /** A key that the level accepts; none when it asks for none. */
    readonly key?: string
  }
  /** Why the host does not run it. */
  readonly error?: string
}
