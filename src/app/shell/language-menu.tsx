import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuTrigger } from '../controls/menu.tsx'
import { i18n } from '../i18n/i18n.ts'
import { type Language, languages } from '../i18n/languages.ts'
import { chooseLanguage, chosenLanguage } from '../i18n/speak.ts'

/** Opens at once: it is loaded because its button was pressed. */
export function LanguageMenu({ button }: { readonly button: ReactNode }) {
  return (
    <MenuTrigger defaultOpen>
      {button}
      <Menu
        aria-label={i18n._('Language')}
        selectionMode="single"
        selectedKeys={[chosenLanguage()]}
        onAction={(key) => chooseLanguage(key as Language)}
      >
        {Object.entries(languages).map(([language, name]) => (
          <MenuItem key={language} id={language} lang={language}>
            {name}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  )
}
