import { useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from '../controls/tabs.tsx'
import { i18n } from '../i18n/i18n.ts'
import type { Panes } from './panes.ts'

interface AboutTabsProps {
  readonly panes: Panes
  readonly isLooking: boolean
}

/** What is known of the instance, or of its code at a moment: whoever begins to look at a moment wants that one. */
export function AboutTabs({ panes, isLooking }: AboutTabsProps) {
  const [wasLooking, setWasLooking] = useState(isLooking)
  const [tab, setTab] = useState(isLooking ? 'variables' : 'instance')
  if (isLooking !== wasLooking) {
    setWasLooking(isLooking)
    setTab(isLooking ? 'variables' : 'instance')
  }
  return (
    <Tabs selected={tab} onSelect={setTab}>
      <TabList label={i18n._('The instance and its code')}>
        <Tab id="instance">{i18n._('Instance')}</Tab>
        <Tab id="variables">{i18n._('Variables')}</Tab>
      </TabList>
      <TabPanel id="instance" stays>
        {panes.instances}
      </TabPanel>
      <TabPanel id="variables">{panes.variables}</TabPanel>
    </Tabs>
  )
}
