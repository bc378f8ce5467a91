import { execFileSync } from 'node:child_process';

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
}

function processTable(): ProcessRow[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

/** The process and everything it has started, directly or not. */
export function familyOf(pid: number): number[] {
  const table = processTable();
  const family = [pid];
  for (const member of family) {
    family.push(...table.filter((row) => row.parent === member).map((row) => row.pid));
  }
  return family;
}

/** Those of the given processes that still run. */
export function stillRunning(pids: readonly number[]): number[] {
  const running = new Set(processTable().map((row) => row.pid));
  return pids.filter((pid) => running.has(pid));
}

/** The command line of a process. */
export function commandOf(pid: number): string {
  return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
}
