import { useStore } from 'zustand';
import { localZoneName, momentText } from '../../core/format/moment.ts';
import { studio } from '../../page.ts';

/** When something happened, in the zone that is set; the whole of it on hover. */
export function Moment({ at }: { at: number }) {
  const text = useMomentText();
  return (
    <time dateTime={new Date(at).toISOString()} title={wholeMoment(at)}>
      {text(at)}
    </time>
  );
}

/** The same as text, where no element may stand. */
export function useMomentText(): (at: number) => string {
  const zone = useStore(studio.settings.store, (settings) => settings.zone);
  return (at) => momentText(at, Date.now(), zone);
}

function wholeMoment(at: number): string {
  const utc = `${new Date(at).toISOString().replace('T', ' ').slice(0, 23)} UTC`;
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().replace('T', ' ').slice(0, 23);
  return `${local} (${localZoneName(at)})\n${utc}`;
}
