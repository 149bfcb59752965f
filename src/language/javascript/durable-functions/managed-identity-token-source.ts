/** What `callHttp` may be given to have a token added for that resource. */
export class ManagedIdentityTokenSource {
  readonly resource: string
  readonly kind = 'AzureManagedIdentity'

  constructor(resource: string) {
    this.resource = resource
  }
}
