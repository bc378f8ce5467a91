import { useStore } from 'zustand';
import { connectionText, isReachable } from '../../core/connection/connection-store.ts';
import { bytes, count, plural } from '../../core/format/number.ts';
import { hashOfJobs } from '../../core/pages/page-route.ts';
import { studio } from '../../page.ts';
import { Menu } from '../ui/menu.tsx';
import { useMomentText } from '../ui/moment.tsx';

export function StatusBar() {
  return (
    <footer className="status-bar">
      <ConnectionState />
      <Work />
      <Interpreter />
      <MessageLog />
      <span className="grow" />
      <Cursor />
      <span>Flink SQL 2.2</span>
    </footer>
  );
}

function ConnectionState() {
  const open = useStore(studio.connection, isReachable);
  const text = useStore(studio.connection, connectionText);
  return (
    <span className={open ? 'connection on' : 'connection off'} role="status" data-testid="connection">
      <span className="dot" /> {text}
      {!open && (
        <button type="button" className="link" onClick={() => studio.line.retryNow()}>
          try now
        </button>
      )}
    </span>
  );
}

function Work() {
  const status = useStore(studio.connection, (state) => state.status);
  if (status === null) {
    return null;
  }
  return (
    <>
      <a className="status-link" href={hashOfJobs()} title="Show the jobs" data-testid="status-jobs">
        {plural(status.jobs, 'job')} · {count(status.rowsInPerSecond)} rows/s
      </a>
      <span title="Memory of the server process" className="wide-only">
        server {bytes(status.serverBytes)}
      </span>
    </>
  );
}

function Interpreter() {
  const interpreter = useStore(studio.connection, (state) => state.interpreter);
  const memory = useStore(studio.connection, (state) => state.status?.interpreterBytes ?? 0);
  if (interpreter?.state === 'failed' || interpreter?.state === 'starting') {
    return (
      <span className={interpreter.state === 'failed' ? 'bad' : ''} title={interpreter.message}>
        interpreter {interpreter.state === 'failed' ? 'ended' : 'starting…'}
      </span>
    );
  }
  return memory > 0 ? <span title="Memory of this notebook's interpreter">interpreter {bytes(memory)}</span> : null;
}

function MessageLog() {
  const log = useStore(studio.messages.store, (state) => state.log);
  const moment = useMomentText();
  if (log.length === 0) {
    return null;
  }
  return (
    <Menu
      label="What happened"
      buttonClass="link"
      button={plural(log.length, 'message')}
      testId="message-log"
      entries={() =>
        log.slice(0, 12).map((message) => ({
          title: `${message.text}`,
          hint: moment(message.at),
          run: () => message.action?.run(),
        }))
      }
    />
  );
}

function Cursor() {
  const cursor = useStore(studio.ui, (ui) => (ui.mode === 'edit' ? ui.cursor : null));
  return cursor === null ? null : (
    <span data-testid="cursor">
      Ln {cursor.line}, Col {cursor.column}
    </span>
  );
}
