import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { localZoneName } from '../../core/format/moment.ts';
import { count } from '../../core/format/number.ts';
import { FONT_SIZES, REDRAW_RATES, RESULT_CAPS } from '../../core/settings/settings.ts';
import { studio } from '../../page.ts';
import { KeySections } from '../palette/key-list.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { ChoiceSetting, SwitchSetting } from './setting-fields.tsx';

const close = (): void => studio.ui.setState({ dialog: null });

/** What a person can set for this browser. Everything applies at once. */
export function SettingsDialog() {
  const [said, setSaid] = useState('');
  return (
    <Dialog label="Settings" className="settings-dialog" onClose={close}>
      <header className="settings-head">
        <h2>Settings</h2>
        <span className="quiet">Apply at once, and stay in this browser.</span>
        <span className="grow" />
        <span className="quiet" role="status">
          {said}
        </span>
        <button
          type="button"
          className="button small"
          data-testid="settings-reset"
          onClick={() => {
            studio.settings.reset();
            studio.theme.choose(null);
            setSaid('As at the beginning again.');
          }}
        >
          Reset to defaults
        </button>
        <button type="button" className="icon-button" aria-label="Close" onClick={close}>
          <Icon name="close" size={14} />
        </button>
      </header>
      <div className="settings-body">
        <Section title="Look">
          <Colours />
          <Zone />
        </Section>
        <Section title="Editor">
          <EditorSettings />
        </Section>
        <Section title="Results">
          <ResultSettings />
        </Section>
        <Section title="Keys">
          <p className="setting-hint">
            Single letters work while no text is being edited: Esc leaves an editor, ↵ goes back in.
          </p>
          <KeySections />
        </Section>
      </div>
    </Dialog>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="settings-section" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Colours() {
  const { chosen, system } = useStore(studio.theme.store);
  return (
    <ChoiceSetting
      title="Colours"
      hint={chosen === null ? `The system asks for ${system} ones now.` : undefined}
      value={chosen ?? 'system'}
      choices={[
        ['system', 'As the system'],
        ['light', 'Light'],
        ['dark', 'Dark'],
      ]}
      onChoose={(value) => studio.theme.choose(value === 'light' || value === 'dark' ? value : null)}
    />
  );
}

function Zone() {
  const zone = useStore(studio.settings.store, (settings) => settings.zone);
  return (
    <ChoiceSetting
      title="Times"
      hint="When something happened: jobs, checkpoints, revisions, messages. Times inside results and watermarks stay as the query gives them."
      value={zone}
      choices={[
        ['local', `This browser’s zone (${localZoneName(Date.now())})`],
        ['utc', 'UTC'],
      ]}
      onChoose={(value) => studio.settings.set({ zone: value === 'utc' ? 'utc' : 'local' })}
    />
  );
}

function EditorSettings() {
  const { fontSize, lineNumbers, wordWrap } = useStore(studio.settings.store);
  return (
    <>
      <ChoiceSetting
        title="Font size"
        value={String(fontSize)}
        choices={FONT_SIZES.map((size) => [String(size), `${size} px`])}
        onChoose={(value) => studio.settings.set({ fontSize: Number(value) })}
      />
      <SwitchSetting
        title="Line numbers"
        hint="Off hides them everywhere; a cell’s own menu hides them there alone."
        on={lineNumbers}
        onSwitch={(on) => studio.settings.set({ lineNumbers: on })}
      />
      <SwitchSetting
        title="Wrap long lines"
        hint="Text cells always do."
        on={wordWrap}
        onSwitch={(on) => studio.settings.set({ wordWrap: on })}
      />
    </>
  );
}

function ResultSettings() {
  const { flash, resultCap, redrawEvery } = useStore(studio.settings.store);
  return (
    <>
      <ChoiceSetting
        title="Rows kept in view"
        hint="For results from the next run on. One that is shown now keeps its own limit, which its strip can change. The query itself always sees all rows."
        value={resultCap === null ? 'engine' : String(resultCap)}
        choices={[
          ['engine', 'As it fits: 1,000 that only come, 10,000 that change'],
          ...RESULT_CAPS.map((cap): [string, string] => [String(cap), count(cap)]),
        ]}
        onChoose={(value) => studio.settings.set({ resultCap: value === 'engine' ? null : Number(value) })}
      />
      <SwitchSetting
        title="Flash changed values"
        hint="Never while the system asks for less motion."
        on={flash}
        onSwitch={(on) => studio.settings.set({ flash: on })}
      />
      <ChoiceSetting
        title="Charts are drawn"
        hint="At most so often; the newest rows always come."
        value={String(redrawEvery)}
        choices={REDRAW_RATES.map((every) => [String(every), rateWords(every)])}
        onChoose={(value) => studio.settings.set({ redrawEvery: Number(value) })}
      />
    </>
  );
}

function rateWords(every: number): string {
  if (every > 1000) {
    return `every ${every / 1000} seconds`;
  }
  return every === 1000 ? 'once a second' : `${1000 / every} times a second`;
}
