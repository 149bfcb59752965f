import { Dexie, type EntityTable, type Table } from 'dexie'
import type { Build, SourceFile } from '#durable/build.ts'
import type { Fault } from '#durable/fault.ts'
import type { NetworkQuestion } from '#durable/network-question.ts'
import type { Headers } from '#durable/http-message.ts'

/** Whether the person wrote it, took it from the samples, or forked it from somebody's link. */
export type ProjectOrigin = 'own' | 'sample' | 'link'

/** A function app of this browser. Times are the wall clock's, in milliseconds; hub time begins at the task hub. */
export interface Project {
  /** 128 random bits in hex, never taken from a name or a link: it names the task hub's database. */
  readonly id: string
  readonly name: string
  readonly origin: ProjectOrigin
  readonly createdAt: number
  readonly updatedAt: number
  /** The last build the person ran on this device, which is also the consent to go on with it after a reload. */
  readonly lastRun?: {
    readonly build: string
    readonly startedAt: number
    readonly survived: boolean
    /** The person stopped it: nothing goes on with it. */
    readonly stopped?: true
  }
}

export type FileRow = SourceFile & { readonly projectId: string }

/** A build without the texts that it shares with others (see shared-texts.ts). */
export interface StoredBuild extends Build {
  readonly shared?: readonly { readonly path: string; readonly id: string }[]
}

/** The text of a package's module, by its SHA-256. */
export interface SharedText {
  readonly id: string
  readonly code: string
}

export interface BuildRow {
  readonly id: string
  readonly projectId: string
  readonly build: StoredBuild
  readonly createdAt: number
}

/** A request that the person kept in the requests panel. */
export interface SavedRequest {
  readonly id: string
  readonly projectId: string
  readonly name: string
  readonly method: string
  /** From the app's root, with its query: `/api/StartChaining?x=1`. */
  readonly path: string
  readonly headers: Headers
  readonly body: string
}

/** A request that was sent from the requests panel, and when by the wall clock. */
export type SentRequest = Pick<SavedRequest, 'projectId' | 'method' | 'path' | 'headers' | 'body'> & {
  readonly at: number
}

/** The one project that `/api` and `/runtime` belong to. */
export interface ListenerRow {
  readonly key: 'listener'
  readonly projectId: string
}

/** Whether a project's code may send requests to an origin. `asked`: it would like to, and the person has not said. `once`: the next request may go. */
export interface PermissionRow {
  readonly projectId: string
  readonly origin: string
  readonly decision: 'asked' | 'granted' | 'refused' | 'once'
  /** The first request that waits for an answer. */
  readonly asker?: Omit<NetworkQuestion, 'origin'>
}

/** A project's faults: one row, for they are read and written together. */
export interface FaultsRow {
  readonly projectId: string
  readonly faults: readonly Fault[]
}

export interface LayoutRow {
  readonly key: string
  readonly value: unknown
}

/** What a person owns besides the task hubs. Written by `project/` alone. */
export type PlaygroundDb = Dexie & {
  readonly projects: EntityTable<Project, 'id'>
  readonly files: Table<FileRow, [projectId: string, path: string]>
  readonly builds: Table<BuildRow, [projectId: string, id: string]>
  readonly sharedTexts: EntityTable<SharedText, 'id'>
  readonly requests: Table<SavedRequest, [projectId: string, id: string]>
  readonly listener: EntityTable<ListenerRow, 'key'>
  readonly layout: EntityTable<LayoutRow, 'key'>
  readonly sent: Table<SentRequest, [projectId: string, at: number]>
  readonly permissions: Table<PermissionRow, [projectId: string, origin: string]>
  readonly faults: EntityTable<FaultsRow, 'projectId'>
}

/** Opens the playground's database. Durability is strict: what a person typed is not to be had again. */
export function openPlayground(): PlaygroundDb {
  const db = new Dexie('playground', { chromeTransactionDurability: 'strict' }) as PlaygroundDb
  // A list to append to: never edit a version that has shipped. Index only what a query filters by.
  db.version(1).stores({
    projects: 'id, updatedAt',
    files: '[projectId+path]',
    builds: '[projectId+id]',
    requests: '[projectId+id]',
    listener: 'key',
    layout: 'key',
  })
  db.version(2).stores({ permissions: '[projectId+origin]' })
  db.version(3).stores({ sent: '[projectId+at]' })
  db.version(4).stores({ faults: 'projectId' })
  db.version(5).stores({ sharedTexts: 'id' })
  return db
}

/** The bounds of one project's rows in a table whose key begins with its id. */
export function rowsOf(projectId: string): [lower: unknown[], upper: unknown[]] {
  return [
    [projectId, Dexie.minKey],
    [projectId, Dexie.maxKey],
  ]
}
