const proxies = new WeakSet<object>()

/** Whether the value is a proxy made since {@link watchProxies}: to look into one would run the person's code. */
export function isProxy(value: object): boolean {
  return proxies.has(value)
}

/**
 * Remembers every proxy that is made from now on; nothing else tells one from an ordinary object. Call it before user code
 * is loaded, and only where that code is looked at. Returns the way back.
 */
export function watchProxies(): () => void {
  const RealProxy = globalThis.Proxy
  const remember = <T extends object>(made: T): T => {
    proxies.add(made)
    return made
  }
  globalThis.Proxy = new RealProxy(RealProxy, {
    construct: (_, [target, handler]: [object, ProxyHandler<object>]) => remember(new RealProxy(target, handler)),
    get(real, name, receiver) {
      if (name !== 'revocable') return Reflect.get(real, name, receiver) as unknown
      return (target: object, handler: ProxyHandler<object>) => {
        const revocable = RealProxy.revocable(target, handler)
        remember(revocable.proxy)
        return revocable
      }
    },
  })
  return () => {
    globalThis.Proxy = RealProxy
  }
}
