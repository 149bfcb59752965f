import type { ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { Tab, TabList, TabPanel, Tabs } from '../controls/tabs.tsx'
import { i18n } from '../i18n/i18n.ts'
import { AboutTabs } from './about-tabs.tsx'
import type { Followed } from './follow.ts'
import { InstanceLine } from './instance-line.tsx'
import { isThere, type Panes } from './panes.ts'
import styles from './wide-layout.module.css'

export interface LayoutProps {
  readonly panes: Panes
  readonly followed: Followed | undefined
  readonly tab: string | undefined
  readonly onTab: (tab: string) => void
  /** Whether a moment of the code is looked at. */
  readonly isLooking: boolean
}

const tabs = [
  'timeline',
  'history',
  'sequence',
  'graph',
  'why',
  'instances',
  'storage',
  'console',
  'check',
  'faults',
  'tests',
] as const

/** Explorer, editor and requests beside each other; under them, over the whole width, what happened. */
export function WideLayout({ panes, followed, tab, onTab, isLooking }: LayoutProps) {
  return (
    <Remembering id="page" orientation="vertical">
      <Panel id="work" defaultSize="60%" minSize="20%">
        <Remembering id="work" orientation="horizontal">
          <Panel id="explorer" defaultSize={share(16, 200)} minSize="120px" groupResizeBehavior="preserve-pixel-size">
            {panes.explorer}
          </Panel>
          <Handle />
          <Panel id="editor" minSize="25%">
            <main className={styles['pane']}>{panes.editor}</main>
          </Panel>
          <Handle />
          <Panel id="requests" defaultSize={share(28, 320)} minSize="200px" groupResizeBehavior="preserve-pixel-size">
            <Remembering id="beside" orientation="vertical">
              <Panel id="request" defaultSize="45%" minSize="15%">
                <section className={styles['pane']} aria-label={i18n._('Request')}>
                  {panes.requests}
                </section>
              </Panel>
              <Handle />
              <Panel id="about" minSize="15%">
                <section className={styles['pane']} aria-label={i18n._('The instance and its code')}>
                  <AboutTabs panes={panes} isLooking={isLooking} />
                </section>
              </Panel>
            </Remembering>
          </Panel>
        </Remembering>
      </Panel>
      <Handle />
      <Panel id="happened" minSize="12%">
        <section className={styles['pane']} aria-label={i18n._('What happened')}>
          <Tabs selected={tabs.find((known) => known === tab && isThere(known, panes)) ?? 'timeline'} onSelect={onTab}>
            <div className={styles['tabBar']}>
              <TabList label={i18n._('What happened')}>
                <Tab id="timeline">{i18n._('Timeline')}</Tab>
                <Tab id="history">
                  {i18n._('History')}
                  {followed !== undefined && followed.history.length > 0 && (
                    <span className={styles['count']}>{i18n.number(followed.history.length)}</span>
                  )}
                </Tab>
                <Tab id="sequence">{i18n._('Sequence')}</Tab>
                <Tab id="graph">{i18n._('Graph')}</Tab>
                <Tab id="why">
                  {i18n._('Why')}
                  {isWrong(followed) && <span className={styles['wrong']} aria-label={i18n._('something is wrong')} />}
                </Tab>
                <Tab id="instances">{i18n._('Instances')}</Tab>
                <Tab id="storage">{i18n._('Storage')}</Tab>
                <Tab id="console">{i18n._('Console')}</Tab>
                <Tab id="check">{i18n._('Check')}</Tab>
                <Tab id="faults">{i18n._('Faults')}</Tab>
                {panes.tests !== null && <Tab id="tests">{i18n._('Tests')}</Tab>}
              </TabList>
              <InstanceLine followed={followed} />
            </div>
            <TabPanel id="timeline">{panes.timeline}</TabPanel>
            <TabPanel id="history">{panes.history}</TabPanel>
            <TabPanel id="sequence">{panes.sequence}</TabPanel>
            <TabPanel id="graph">{panes.graph}</TabPanel>
            <TabPanel id="why">{panes.why}</TabPanel>
            <TabPanel id="instances">{panes.hubList}</TabPanel>
            <TabPanel id="storage">{panes.storage}</TabPanel>
            <TabPanel id="check" stays>
              {panes.check}
            </TabPanel>
            <TabPanel id="faults">{panes.faults}</TabPanel>
            <TabPanel id="console">{panes.console}</TabPanel>
            {panes.tests !== null && (
              <TabPanel id="tests" stays>
                {panes.tests}
              </TabPanel>
            )}
          </Tabs>
        </section>
      </Panel>
    </Remembering>
  )
}

/** A part of the window that neither starves on a small screen nor sprawls on a large one; once dragged, it stays. */
function share(percent: number, least: number): string {
  return `${Math.max(least, (Math.min(1440, window.innerWidth) * percent) / 100)}px`
}

/** Whether there is something to explain of the instance. */
function isWrong(followed: Followed | undefined): boolean {
  const { status, diagnoses, findings } = followed?.instance ?? {}
  return status === 'Failed' || diagnoses !== undefined || findings !== undefined
}

type RememberingProps = { id: string; orientation: 'horizontal' | 'vertical'; children: ReactNode }

/** A group of panels as wide as the person left them. */
function Remembering({ id, orientation, children }: RememberingProps) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id,
    storage: localStorage,
    onlySaveAfterUserInteractions: true,
  })
  return (
    <Group
      id={id}
      orientation={orientation}
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
      className={styles['group']}
    >
      {children}
    </Group>
  )
}

function Handle() {
  return <Separator className={styles['handle']} />
}
