/** For `vi.waitUntil`: how long a test waits for what will come, in real milliseconds. It ends what never comes; it measures nothing. */
export const PATIENCE = { timeout: 30_000, interval: 5 } as const
