type Context = { df?: unknown }

/**
 * An InvocationContext that stays one object for code that lives through many invocations: it does everything with the
 * context of the current one, so that log lines belong to the episode that writes them.
 */
export class ContextShell {
  current: Context
  readonly face: Context

  constructor(context: Context) {
    this.current = context
    this.face = new Proxy(context, {
      get: (_, key) => this.valueOf(key),
      set: (_, key, value) => Reflect.set(this.current, key, value),
      has: (_, key) => Reflect.has(this.current, key),
    })
  }

  /** Methods keep their own `this`: the real class has private fields. */
  private valueOf(key: string | symbol): unknown {
    const value: unknown = Reflect.get(this.current, key)
    return typeof value === 'function' && key !== 'constructor' ? value.bind(this.current) : value
  }
}
