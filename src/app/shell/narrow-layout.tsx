import { Code, Database, FlaskConical, Send, SquareTerminal, ChartGantt } from 'lucide-react'
import { Tab, TabList, TabPanel, Tabs } from '../controls/tabs.tsx'
import { i18n } from '../i18n/i18n.ts'
import { AboutTabs } from './about-tabs.tsx'
import { InstanceLine } from './instance-line.tsx'
import styles from './narrow-layout.module.css'
import { isThere } from './panes.ts'
import { RunTabs, runTabs } from './run-tabs.tsx'
import type { LayoutProps } from './wide-layout.tsx'

const tabs = ['timeline', 'code', 'request', 'instances', 'console', 'tests'] as const

/** The same panes, one at a time, chosen with the thumb. */
export function NarrowLayout({ panes, followed, tab, onTab, isLooking }: LayoutProps) {
  const runTab = runTabs.find((known) => known === tab)
  const wanted = tab === 'storage' ? 'instances' : tab // its lists are among the hub's here
  const own = tabs.find((known) => known === wanted && isThere(known, panes)) ?? 'code'
  return (
    <main className={styles['layout']}>
      <Tabs selected={runTab === undefined ? own : 'timeline'} onSelect={onTab}>
        <TabPanel id="timeline">
          <div className={styles['stack']}>
            <div className={styles['head']}>
              <InstanceLine followed={followed} />
            </div>
            <div className={styles['run']}>
              <RunTabs panes={panes} selected={runTab ?? 'timeline'} onSelect={onTab} />
            </div>
            {runTab !== 'check' && (
              <div className={styles['about']}>
                <AboutTabs panes={panes} isLooking={isLooking} />
              </div>
            )}
          </div>
        </TabPanel>
        <TabPanel id="code" stays>
          <div className={styles['stack']}>
            <div className={styles['head']}>{panes.fileChoice}</div>
            {panes.editor}
          </div>
        </TabPanel>
        <TabPanel id="request" stays>
          <div className={styles['scroller']}>
            {panes.requests}
            {panes.functions}
            <section className={styles['faults']} aria-label={i18n._('Faults')}>
              <h2>{i18n._('Faults')}</h2>
              {panes.faults}
            </section>
          </div>
        </TabPanel>
        <TabPanel id="instances">
          <div className={styles['stack']}>{panes.hubList}</div>
        </TabPanel>
        <TabPanel id="console">
          <div className={styles['stack']}>{panes.console}</div>
        </TabPanel>
        {panes.tests !== null && (
          <TabPanel id="tests" stays>
            <div className={styles['stack']}>{panes.tests}</div>
          </TabPanel>
        )}
        <div className={styles['bar']}>
          <TabList label={i18n._('Panes')}>
            <Tab id="timeline">
              <ChartGantt aria-hidden size={16} />
              {i18n._('Replay')}
            </Tab>
            <Tab id="code">
              <Code aria-hidden size={16} />
              {i18n._('Code')}
            </Tab>
            <Tab id="request">
              <Send aria-hidden size={16} />
              {i18n._('Request')}
            </Tab>
            <Tab id="instances">
              <Database aria-hidden size={16} />
              {i18n._('Hub')}
            </Tab>
            <Tab id="console">
              <SquareTerminal aria-hidden size={16} />
              {i18n._('Console')}
            </Tab>
            {panes.tests !== null && (
              <Tab id="tests">
                <FlaskConical aria-hidden size={16} />
                {i18n._('Tests')}
              </Tab>
            )}
          </TabList>
        </div>
      </Tabs>
    </main>
  )
}
