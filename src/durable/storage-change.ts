/** What a person does to the project's storage account by hand. */
export type StorageChange =
  /** `text` is what a function shall be given; the host writes it as host.json says. */
  | { readonly kind: 'add message'; readonly queue: string; readonly text: string }
  | { readonly kind: 'create queue' | 'clear queue' | 'delete queue'; readonly queue: string }
  | { readonly kind: 'create container' | 'delete container'; readonly container: string }
  | {
      readonly kind: 'write blob'
      readonly container: string
      readonly name: string
      readonly bytes: ArrayBuffer
      readonly contentType: string
    }
  | { readonly kind: 'delete blob'; readonly container: string; readonly name: string }
  | {
      readonly kind: 'delete entity'
      readonly table: string
      readonly partitionKey: string
      readonly rowKey: string
    }
