import { Monitor, Moon, Sun } from 'lucide-react'
import { IconButton } from '../controls/icon-button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { chooseTheme, type ThemeChoice, useTheme } from '../theme/theme.ts'

const next: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' }
const icons = { system: Monitor, light: Sun, dark: Moon }

export function ThemeButton() {
  const { choice } = useTheme()
  return <IconButton label={labelOf(choice)} icon={icons[choice]} onPress={() => chooseTheme(next[choice])} />
}

function labelOf(choice: ThemeChoice): string {
  switch (choice) {
    case 'system':
      return i18n._('Theme: as the system')
    case 'light':
      return i18n._('Theme: light')
    case 'dark':
      return i18n._('Theme: dark')
  }
}
