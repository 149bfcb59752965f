import type { ReactNode } from 'react'
import type { ClockState } from '#durable/clock-mode.ts'
import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import type { Instance } from '#durable/instance.ts'
import type { Selection } from '#durable/selection.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import type { HubDb } from '#storage/hub-db.ts'
import type { HostState } from '#wire/host-calls.ts'
import type { FaultList } from '../faults/use-faults.ts'
import type { Look } from '../inspection/look.ts'
import type { ByHand } from '../session/by-hand.ts'
import type { HostAccess } from '../session/host-access.ts'
import type { SessionView } from '../session/use-session.ts'
import type { Followed } from './follow.ts'
import type { NoticeText } from './notice.tsx'

/** Each panel, ready to be put where the layout has room. */
export interface Panes {
  readonly explorer: ReactNode
  readonly editor: ReactNode
  /** The explorer's stand-in where there is no room for it. */
  readonly fileChoice: ReactNode
  /** What runs, and can be run by hand: a part of the explorer, for where that has no room. */
  readonly functions: ReactNode
  readonly requests: ReactNode
  readonly instances: ReactNode
  readonly timeline: ReactNode
  readonly history: ReactNode
  readonly console: ReactNode
  readonly sequence: ReactNode
  readonly graph: ReactNode
  /** Why the instance failed or hangs. */
  readonly why: ReactNode
  /** Instances and entities; on a narrow page the storage account too. */
  readonly hubList: ReactNode
  /** The storage account, where it has a place of its own. */
  readonly storage: ReactNode
  /** The code's variables at the moment that is looked at. */
  readonly variables: ReactNode
  /** What goes wrong on purpose. */
  readonly faults: ReactNode
  /** Whether histories fit the code. */
  readonly check: ReactNode
  /** `null` when the project's language has no tests here. */
  readonly tests: ReactNode | null
}

/** Whether there is a panel for this tab: not every project has all. */
export function isThere(tab: string, { tests }: Panes): boolean {
  return tab !== 'tests' || tests !== null
}

/** What the panels are made of. */
export interface PanesWorld {
  readonly playground: PlaygroundDb
  readonly hosts: HostAccess
  readonly session: SessionView
  readonly hub: HubDb | null
  /** Where the run that is looked at is read from, when that is a history opened as one: nothing can be done to it. */
  readonly replays: HubDb | null
  readonly host: HostState
  readonly clock: ClockState
  readonly faults: FaultList
  readonly chosen: Selection | null
  readonly followed: Followed | undefined
  readonly look: Look
  readonly isNarrow: boolean
  readonly send: (request: HttpRequestMessage) => Promise<HttpResponseMessage>
  /** The same without following what it may have begun: for what is done to instances that are there. */
  readonly manage: (request: HttpRequestMessage) => Promise<HttpResponseMessage>
  readonly byHand: ByHand
  /** Repeats an instance's run with a crash at every event. */
  readonly onTrial: (instance: Instance) => void
  /** Says so when what was asked fails. */
  readonly tell: (asked: Promise<unknown>) => void
  readonly onUndoable: (notice: NoticeText) => void
}
