import {
  Tabs as AriaTabs,
  TabList as AriaTabList,
  Tab as AriaTab,
  TabPanel as AriaTabPanel,
  type TabListProps,
  type TabPanelProps,
  type TabProps,
  type TabsProps,
} from 'react-aria-components/Tabs'
import styles from './tabs.module.css'

type Unstyled<P> = Omit<P, 'className' | 'style'>

export function Tabs(props: Unstyled<TabsProps>) {
  return <AriaTabs {...props} className={styles['tabs'] ?? ''} />
}

/** `underlined` for the panels of a pane, `boxed` for the files of the editor. */
export function TabList<T extends object>({
  look = 'underlined',
  ...props
}: Unstyled<TabListProps<T>> & { readonly look?: 'underlined' | 'boxed' }) {
  return <AriaTabList {...props} className={`${styles['list']} ${styles[look]}`} />
}

export function Tab(props: Unstyled<TabProps>) {
  return <AriaTab {...props} className={styles['tab'] ?? ''} />
}

export function TabPanel(props: Unstyled<TabPanelProps>) {
  return <AriaTabPanel {...props} className={styles['panel'] ?? ''} />
}
