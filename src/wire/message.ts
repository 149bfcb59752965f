import type { WireError } from '#base/wire-error.ts'

/** asking side → answering side */
export type Request<C, K extends keyof C = keyof C> = { [P in K]: { id: number; call: P; ask: Ask<C, P> } }[K]

/** answering side → asking side. The answer is `unknown` on purpose: see `parse.ts`. */
export type Reply = { id: number; ok: true; answer: unknown } | { id: number; ok: false; error: WireError }

export type Ask<C, K extends keyof C> = C[K] extends { ask: infer A } ? A : never
export type Answer<C, K extends keyof C> = C[K] extends { answer: infer A } ? A : never
