import type { ClientCommand, Describe, DescribeSubject, Statement, StringLiteral } from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';

const SUBJECTS: readonly DescribeSubject[] = ['CATALOG', 'DATABASE', 'FUNCTION', 'MODEL', 'JOB'];
const COMMANDS: readonly ClientCommand['command'][] = ['HELP', 'QUIT', 'EXIT', 'CLEAR'];

/** `DESCRIBE [CATALOG|DATABASE|FUNCTION|MODEL|JOB] [EXTENDED] name`. */
export function describe(p: Cursor): Describe {
  const start = p.at;
  p.expectAny('DESCRIBE', 'DESC');
  const subject = describeSubject(p);
  if (subject === 'JOB') {
    const job = p.string("a job's id in single quotes");
    return { kind: 'describe', subject, extended: false, job, span: p.spanFrom(start) };
  }
  const extended = p.accept('EXTENDED');
  const path = p.path('the name of what to describe');
  return { kind: 'describe', subject, extended, path, span: p.spanFrom(start) };
}

/** CATALOG, DATABASE and MODEL may be a table's name too: then nothing follows. */
function describeSubject(p: Cursor): DescribeSubject {
  const follows = p.isName(1) || p.isString(1) || p.key(1) === 'EXTENDED';
  const subject = SUBJECTS.find((word) => p.is(word));
  if (subject === undefined || (!follows && p.isName())) {
    return 'TABLE';
  }
  p.next();
  return subject;
}

/** `SET`, `SET 'key' = 'value'`; without quotes the lexer has cut key and value already. */
export function setStatement(p: Cursor): Statement {
  const start = p.at;
  p.expect('SET');
  const key = settingPart(p);
  if (key === undefined) {
    return { kind: 'set', span: p.spanFrom(start) };
  }
  p.expect('=');
  const value = settingPart(p) ?? p.string('a value in single quotes');
  return { kind: 'set', key, value, span: p.spanFrom(start) };
}

export function reset(p: Cursor): Statement {
  const start = p.at;
  p.expect('RESET');
  return { kind: 'reset', key: settingPart(p), span: p.spanFrom(start) };
}

function settingPart(p: Cursor): StringLiteral | undefined {
  if (p.peek().kind === 'raw') {
    const { text, start, end } = p.next();
    return { kind: 'string-literal', value: text, span: { start, end } };
  }
  p.expecting('a key in single quotes');
  return p.isString() ? p.string() : undefined;
}

export function addJar(p: Cursor): Statement {
  const start = p.at;
  p.expect('ADD', 'JAR');
  return { kind: 'add-jar', location: p.string(), span: p.spanFrom(start) };
}

export function removeJar(p: Cursor): Statement {
  const start = p.at;
  p.expect('REMOVE', 'JAR');
  return { kind: 'remove-jar', location: p.string(), span: p.spanFrom(start) };
}

/** `STOP JOB 'id' [WITH SAVEPOINT [WITH DRAIN]]`. */
export function stopJob(p: Cursor): Statement {
  const start = p.at;
  p.expect('STOP', 'JOB');
  const job = p.string("a job's id in single quotes");
  const withSavepoint = p.accept('WITH', 'SAVEPOINT');
  if (!withSavepoint && p.are('WITH', 'DRAIN')) {
    p.failAt('not-allowed-here', 'WITH DRAIN goes after WITH SAVEPOINT.', p.peek());
  }
  const withDrain = p.accept('WITH', 'DRAIN');
  return { kind: 'stop-job', job, withSavepoint, withDrain, span: p.spanFrom(start) };
}

export function isClientCommand(p: Cursor): boolean {
  return p.isAny(...COMMANDS);
}

export function clientCommand(p: Cursor): ClientCommand {
  const start = p.at;
  return { kind: 'client-command', command: p.expectAny(...COMMANDS), span: p.spanFrom(start) };
}
