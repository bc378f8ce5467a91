import type { DeployCheck, DeployReview } from '@riffle/protocol';
import { plural } from '../../core/format/number.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

interface CheckListProps {
  readonly review: DeployReview;
  readonly onJump: (paragraph: number, line: number) => void;
}

/** How the note stands against each criterion, with the way to the line, and what is left out. */
export function CheckList({ review: { checks, skipped }, onJump }: CheckListProps) {
  const blocking = checks.filter((check) => check.blocking);
  const remarks = checks.filter((check) => !check.met && !check.blocking);
  const met = checks.filter((check) => check.met);
  return (
    <section aria-label="Check list" data-testid="check-list">
      <p className={blocking.length === 0 ? 'check-summary good' : 'check-summary bad'} role="status">
        <Icon name={blocking.length === 0 ? 'check' : 'alert'} size={15} />
        {summaryOf(blocking.length, remarks.length, met.length)}
      </p>
      {(blocking.length > 0 || remarks.length > 0) && (
        <ul className="checks">
          {[...blocking, ...remarks].map((check) => (
            <Check key={keyOf(check)} check={check} onJump={onJump} />
          ))}
        </ul>
      )}
      <details className="fold">
        <summary>{plural(met.length, 'criterion', 'criteria')} met</summary>
        <ul className="checks">
          {met.map((check) => (
            <Check key={keyOf(check)} check={check} onJump={onJump} />
          ))}
        </ul>
      </details>
      {skipped.length > 0 && (
        <details className="fold" data-testid="skipped">
          <summary>{plural(skipped.length, 'part')} of the note left out</summary>
          <ul className="checks">
            {skipped.map(({ paragraph, line, reason }) => (
              <li key={`${paragraph} ${line} ${reason}`} className="check">
                <Icon name="slash" size={14} />
                <span>
                  <Place paragraph={paragraph} line={line} onJump={onJump} /> {reason}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function summaryOf(blocking: number, remarks: number, met: number): string {
  const noted = remarks === 0 ? '' : `, ${plural(remarks, 'thing')} to know`;
  return blocking === 0
    ? `The note can be deployed: ${met} criteria met${noted}.`
    : `${plural(blocking, 'thing')} ${blocking === 1 ? 'blocks' : 'block'} the deploy${noted}.`;
}

function Check({ check, onJump }: { check: DeployCheck; onJump: CheckListProps['onJump'] }) {
  const [icon, word] = lookOf(check);
  return (
    <li
      className="check"
      data-state={check.met ? 'met' : check.blocking ? 'blocks' : 'note'}
      data-testid={check.met ? 'check-met' : check.blocking ? 'check-blocks' : 'check-note'}
    >
      <Icon name={icon} size={14} />
      <span>
        <span className="sr-only">{word}: </span>
        <b>{check.name}.</b>{' '}
        {check.paragraph !== null && <Place paragraph={check.paragraph} line={check.line ?? 1} onJump={onJump} />}{' '}
        <span>{check.sentence}</span>
      </span>
    </li>
  );
}

function lookOf({ met, blocking }: DeployCheck): readonly [IconName, string] {
  return met ? ['check', 'met'] : blocking ? ['alert', 'blocks'] : ['ring', 'to know'];
}

function Place({ paragraph, line, onJump }: { paragraph: number; line: number; onJump: CheckListProps['onJump'] }) {
  return (
    <button type="button" className="link" data-testid="jump" onClick={() => onJump(paragraph, line)}>
      Paragraph {paragraph}, line {line}
    </button>
  );
}

function keyOf({ criterion, paragraph, line, sentence }: DeployCheck): string {
  return `${criterion} ${paragraph} ${line} ${sentence}`;
}
