import { Tab, TabList, TabPanel, Tabs } from '../controls/tabs.tsx'
import { i18n } from '../i18n/i18n.ts'
import type { Panes } from './panes.ts'

export const runTabs = ['timeline', 'history', 'sequence', 'graph', 'why', 'check'] as const
export type RunTab = (typeof runTabs)[number]

interface RunTabsProps {
  readonly panes: Panes
  readonly selected: RunTab
  readonly onSelect: (tab: string) => void
}

/** The forms of one run, where they have no place among the other panes. */
export function RunTabs({ panes, selected, onSelect }: RunTabsProps) {
  return (
    <Tabs selected={selected} onSelect={onSelect}>
      <TabList label={i18n._('What happened')}>
        <Tab id="timeline">{i18n._('Timeline')}</Tab>
        <Tab id="history">{i18n._('History')}</Tab>
        <Tab id="sequence">{i18n._('Sequence')}</Tab>
        <Tab id="graph">{i18n._('Graph')}</Tab>
        <Tab id="why">{i18n._('Why')}</Tab>
        <Tab id="check">{i18n._('Check')}</Tab>
      </TabList>
      {runTabs.map((tab) => (
        <TabPanel key={tab} id={tab}>
          {panes[tab]}
        </TabPanel>
      ))}
    </Tabs>
  )
}
