import { type Finding, type FindingCause, MOST_FINDINGS } from '#durable/finding.ts'
import type { CodeLine } from '#durable/trace.ts'
import { codeLineOf } from '../code-line.ts'

/** So often it is looked up where a thing was used: a stack is dear, and a loop uses the same thing again and again. */
const MOST_LOOKS = 20

/** What an orchestrator's code used that need not be the same in every replay: each place once. Rule D5. */
export class SeenUses {
  private readonly findings = new Map<string, Finding>()
  private readonly looks = new Map<string, number>()
  /** The code has asked whether it is replaying and was told that it is not: what follows may be meant to run once. */
  private isGuarded = false

  /** What has no place in the person's code is our own. */
  note(cause: FindingCause, call: string, known?: CodeLine): void {
    if (this.isGuarded || this.findings.size >= MOST_FINDINGS) return
    const at = known ?? this.look(call)
    if (at) this.findings.set(`${cause} ${call} ${at.file}:${at.line}`, { cause, call: call.slice(0, 100), at })
  }

  private look(call: string): CodeLine | undefined {
    const looks = this.looks.get(call) ?? 0
    this.looks.set(call, looks + 1)
    return looks < MOST_LOOKS ? codeLineOf(new Error('used here')) : undefined
  }

  /** The code was told whether it is replaying. What is used before its next yield counts only when it is used in a replay too. */
  guard(isReplaying: boolean): void {
    this.isGuarded = !isReplaying
  }

  /** The code is at a yield: what follows is another stretch. */
  passYield(): void {
    this.isGuarded = false
  }

  get list(): readonly Finding[] {
    return [...this.findings.values()]
  }
}
