import type { Cell } from '@riffle/protocol';
import { useStore } from 'zustand';
import { LANGUAGES, languageTitle, withLanguage } from '../../../core/language/paragraph-header.ts';
import { studio } from '../../../page.ts';
import { Menu } from '../../ui/menu.tsx';

export function LanguagePill({ cell }: { cell: Cell }) {
  const asked = useStore(studio.ui, (ui) => ui.languageMenu === cell.id);
  return (
    <Menu
      label="Language"
      button={languageTitle(cell.language, cell.text)}
      buttonClass="language"
      testId="cell-language"
      open={asked}
      onClose={() => studio.ui.setState({ languageMenu: null })}
      entries={() =>
        LANGUAGES.map((choice) => ({
          title: choice.title,
          hint: choice.about,
          checked: choice.id === cell.language,
          run: () => {
            studio.drafts.type(cell.id, withLanguage(studio.drafts.textOf(cell.id) ?? '', choice.header));
            studio.focusCell(cell.id);
          },
        }))
      }
    />
  );
}
