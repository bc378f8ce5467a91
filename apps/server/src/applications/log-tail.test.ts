import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import type { LogLineView } from '@riffle/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freeName } from './deploy-review.ts';
import { LogTail, readLine } from './log-tail.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'riffle-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (text: string): string => `2026-03-01T09:30:00.000Z INFO ${text}\n`;

test('a log is told from its end as it is, then line by line, also when a new file is begun', async () => {
  const told: LogLineView[] = [];
  const file = join(folder, 'application.log');
  await writeFile(file, at('one') + at('two'));
  const tail = new LogTail({ folder, files: nodeFiles, clock: systemClock, onLines: (lines) => told.push(...lines) });
  expect((await tail.open()).map(({ text }) => text)).toEqual(['one', 'two']);
  await appendFile(file, `${at('three')}2026-03-01T09:30:01.000Z WA`);
  await vi.waitFor(() => expect(told.map(({ text }) => text)).toEqual(['three']), 5000);
  await appendFile(file, 'RN four ü\n  and more\n');
  await vi.waitFor(() => expect(told.map(({ text }) => text)).toEqual(['three', 'four ü', '  and more']), 5000);
  await rename(file, join(folder, 'application.1.log'));
  await writeFile(file, at('five'));
  await vi.waitFor(() => expect(told.at(-1)?.text).toBe('five'), 5000);
  tail.stop();
});

test('a line has its time and level; what has none goes on with the line before', () => {
  expect(readLine('2026-03-01T09:30:00.000Z ERROR it failed {"a":1}')).toEqual({
    at: Date.UTC(2026, 2, 1, 9, 30),
    level: 'ERROR',
    text: 'it failed {"a":1}',
  });
  expect(readLine('  at divide')).toEqual({ at: null, level: 'INFO', text: '  at divide' });
});

test('a note’s name becomes one an application may have, and is not taken', () => {
  expect([
    freeName('/Tour/Höchste Kurse!', []),
    freeName('/stocks', ['stocks', 'stocks-2']),
    freeName('/…', []),
  ]).toEqual(['Hochste-Kurse', 'stocks-3', 'application']);
});
