/** Whether a cell that ran would come to something else now, and why, in words. */
import type { StaleView } from '@riffle/protocol';
import type { ParagraphDigest } from '@riffle/sql';
import type { RunRecord } from '../messages.ts';

/** A cell whose text was changed so that it would make an object otherwise than it now is. */
export interface EditedMaker {
  readonly cellId: string;
  readonly key: string;
}

export interface StaleQuestion {
  readonly cellId: string;
  readonly record: RunRecord;
  /** The text that ran, looked at in the session as it is now. */
  readonly now: ParagraphDigest;
  readonly sessionId: string;
  readonly edited: readonly EditedMaker[];
  /** Cells that make an object, by its key. */
  readonly makers: ReadonlyMap<string, readonly string[]>;
}

/** Null while running the cell again would do the same. */
export function staleOf(question: StaleQuestion): StaleView | null {
  return lost(question) ?? changed(question) ?? edited(question);
}

/** Objects of a session live as long as its interpreter. */
function lost({ record, now, sessionId, makers, cellId }: StaleQuestion): StaleView | null {
  const { inputs, made } = record.digest;
  if (record.sessionId === sessionId) {
    return null;
  }
  const gone = [
    ...Object.keys(inputs).filter((key) => inputs[key] !== null && now.inputs[key] === null),
    ...Object.keys(made).filter((key) => made[key] !== null && now.existing[key] === null),
  ];
  const [first] = gone;
  return first === undefined
    ? null
    : {
        short: `${nameOf(first)} is gone`,
        why: `The interpreter has started anew, and ${listOf(gone)} went with the old one.`,
        after: makersOf(gone, makers, cellId),
      };
}

function changed({ record: { digest: then }, now }: StaleQuestion): StaleView | null {
  const objects = Object.keys(then.inputs).filter(
    (key) => now.inputs[key] !== null && then.inputs[key] !== now.inputs[key],
  );
  const dropped = Object.keys(then.inputs).some((key) => then.inputs[key] !== null && now.inputs[key] === null);
  const makesOtherwise = Object.keys(then.made).some((key) => then.made[key] !== now.made[key]);
  if (then.plans === now.plans && !(makesOtherwise && objects.length > 0)) {
    return null;
  }
  const [object] = objects;
  if (object !== undefined) {
    return {
      short: `${nameOf(object)} changed`,
      why: `${listOf(objects)} ${objects.length === 1 ? 'is' : 'are'} not what ${objects.length === 1 ? 'it was' : 'they were'} when this ran.`,
      after: [],
    };
  }
  // Whoever drops a table knows; there is nothing to run again.
  return dropped ? null : settingsChanged(then, now);
}

function settingsChanged(then: ParagraphDigest, now: ParagraphDigest): StaleView | null {
  const keys = [...new Set([...Object.keys(then.settings), ...Object.keys(now.settings)])].filter(
    (key) => then.settings[key] !== now.settings[key],
  );
  const [key] = keys;
  if (key !== undefined) {
    const value = (settings: ParagraphDigest['settings']): string =>
      settings[key] === undefined ? 'not set' : `'${settings[key]}'`;
    return {
      short: 'a setting changed',
      why: `'${key}' was ${value(then.settings)} when this ran and is ${value(now.settings)} now.`,
      after: [],
    };
  }
  return then.database === now.database
    ? null
    : {
        short: 'another database',
        why: `This ran in ${then.database}; the session is in ${now.database} now.`,
        after: [],
      };
}

function edited({ record, edited: makers, cellId }: StaleQuestion): StaleView | null {
  const touching = makers.filter(({ key, cellId: maker }) => maker !== cellId && record.digest.inputs[key] != null);
  const [first] = touching;
  return first === undefined
    ? null
    : {
        short: `${nameOf(first.key)} edited`,
        why: `The cell that makes ${listOf(touching.map(({ key }) => key))} was edited and has not run since.`,
        after: [...new Set(touching.map((maker) => maker.cellId))],
      };
}

function makersOf(keys: readonly string[], makers: StaleQuestion['makers'], except: string): string[] {
  return [...new Set(keys.flatMap((key) => makers.get(key) ?? []))].filter((cellId) => cellId !== except);
}

/** The last part of a key: `` `a`.`b`.`c` `` is c. */
function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('.`') + 2, -1).replaceAll('``', '`');
}

function listOf(keys: readonly string[]): string {
  const names = [...new Set(keys.map(nameOf))];
  return names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
