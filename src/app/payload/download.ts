/** Saves a file. As bytes of no type, whatever it holds: nothing of it may be opened on our origin. */
export function download(name: string, content: ArrayBuffer | string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name.split('/').at(-1) ?? name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
