import { insertOnly, retract, upsert } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { materialize, type Promised } from './changelog.ts';
import type { ResultChange } from './run-query.ts';

function changes(...texts: readonly string[]): ResultChange[] {
  return texts.map((text) => ({ op: text.slice(0, 2) as ResultChange['op'], row: JSON.parse(text.slice(2)) }));
}

const strict = { ordered: true, keysAlways: true };
const keyed: Promised = { changelog: retract, upsertKeys: [[0]] };

describe('materialize', () => {
  it('applies changes', () => {
    const given = changes('+I[1,2]', '+I[2,2]', '-U[1,2]', '+U[1,3]', '-D[2,2]');
    expect(materialize(given, keyed, strict)).toEqual({ rows: ['[1,3]'], defect: null });
  });

  it('applies changes by their key, with or without -U', () => {
    const byKey: Promised = { changelog: retract, upsertKeys: [[0]], appliedBy: [0] };
    const given = changes('+I[1,2]', '+U[1,3]', '+I[2,0]', '-D[2,9]', '-D[3,0]', '+I[4,0]', '-U[4,0]');
    expect(materialize(given, byKey, strict)).toEqual({ rows: ['[1,3]'], defect: null });
  });

  it.each([
    [keyed, ['-D[1,2]', '+I[1,2]'], '-D[1,2] takes back a row that is not there'],
    [keyed, ['+I[1,2]', '+I[1,3]', '-D[1,2]'], '+I[1,3] adds a second row of the upsert key [1] (columns 0)'],
    [{ changelog: upsert, upsertKeys: [[0]] }, ['+U[1]'], 'a result without a key lacks -U'],
    [{ changelog: insertOnly, upsertKeys: [] }, ['+U[1]'], '+U[1] comes, though the plan promises none of that kind'],
  ] as const)('names what is wrong: %j %j', (query, texts, defect) => {
    expect(materialize(changes(...texts), query, strict).defect).toBe(defect);
  });

  it('looks only at the end where subtasks may overtake each other', () => {
    const loose = { ordered: false, keysAlways: true };
    expect(materialize(changes('-D[1,2]', '+I[1,2]'), keyed, loose)).toEqual({ rows: [], defect: null });
    expect(materialize(changes('+I[1,2]', '+I[1,3]'), keyed, loose).defect).toBe(
      'at the end two rows have the upsert key [1] (columns 0)',
    );
  });
});
