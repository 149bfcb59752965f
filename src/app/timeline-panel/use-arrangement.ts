import { useMemo, useState } from 'react'
import { type Layout, type LayoutWishes, type Run, toLayout } from '#timeline/layout/layout.ts'
import { failedFirst } from '#timeline/layout/wishes.ts'
import type { Group } from '#timeline/model/groups.ts'
import type { Span } from '#timeline/model/span.ts'
import { matchesOf } from '#timeline/search.ts'
import type { ViewState } from './view-state.ts'

/** The runs of a picture as they stand on the screen, and what in them is looked for. */
export interface Arrangement {
  readonly layout: Layout
  /** `null` while nothing is looked for. */
  readonly matches: ReadonlySet<Span> | null
}

/** `standsStill`: the run had ended when it was opened, so that lanes with failures may come first. */
export function useArrangement(run: Run, view: ViewState, standsStill: boolean): Arrangement {
  const { density, expanded, laneOrders, search, isFailedOnly } = view
  const [sortsFailures] = useState(standsStill)
  const matches = useMemo(() => matchesIn(run, { text: search, isFailedOnly }), [run, search, isFailedOnly])
  const layout = useMemo(() => {
    const shown = matches === null ? null : groupsOf(matches)
    const wishes: LayoutWishes = {
      density,
      isExpanded: (id) => expanded.get(id),
      laneOrder: (id, group) => grown(laneOrders.get(id), group) ?? (sortsFailures ? failedFirst(group) : null),
      isShown: (_, group) => shown === null || group.kind === 'episode' || shown.has(group),
    }
    return toLayout(run, wishes)
    function groupsOf(found: ReadonlySet<Span>): ReadonlySet<Group> {
      return new Set(
        runsOf(run).flatMap(({ model }) => model.groups.filter(({ spans }) => spans.some((s) => found.has(s)))),
      )
    }
  }, [run, matches, density, expanded, laneOrders, sortsFailures])
  return { layout, matches }
}

/** An order that was fixed when a group was opened; the lanes that came since follow. */
function grown(order: readonly number[] | undefined, { lanes }: Group): readonly number[] | null {
  if (order === undefined) return null
  const more = Array.from({ length: Math.max(0, lanes.length - order.length) }, (_, i) => order.length + i)
  return more.length === 0 ? order : [...order, ...more]
}

function matchesIn(run: Run, query: Parameters<typeof matchesOf>[1]): ReadonlySet<Span> | null {
  const found = matchesOf(run.model.spans, query)
  if (found === null || run.children.size === 0) return found
  return new Set([...found, ...[...run.children.values()].flatMap((child) => [...(matchesIn(child, query) ?? [])])])
}

/** A run and all that are open in it, from top to bottom. */
export function runsOf(run: Run): Run[] {
  return [run, ...[...run.children.values()].flatMap(runsOf)]
}
