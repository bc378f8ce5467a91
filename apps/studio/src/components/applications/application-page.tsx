import type { ApplicationView } from '@riffle/protocol';
import { useEffect, useState } from 'react';
import { type ApplicationSection, hashOfApplications } from '../../core/pages/page-route.ts';
import { studio } from '../../page.ts';
import { ActionPanel, type Asked } from './action-panel.tsx';
import { ApplicationHead } from './application-head.tsx';
import { ConfigurationSection } from './configuration-section.tsx';
import { LogSection } from './log-section.tsx';
import { OverviewSection } from './overview-section.tsx';
import { ProblemLine } from './problem-line.tsx';
import { SnapshotSection } from './snapshot-section.tsx';
import { TagSection } from './tag-section.tsx';
import { useApplication } from './use-applications.ts';
import { VersionSection } from './version-section.tsx';

interface ApplicationPageProps {
  readonly name: string;
  readonly section: ApplicationSection;
}

/** One application: how it lives, and everything one can do with it. */
export function ApplicationPage({ name, section }: ApplicationPageProps) {
  const application = useApplication(name);
  useEffect(() => () => studio.applicationActions.dismiss(name), [name]);
  if (application === undefined) {
    return <p className="jobs-hint">Asking for {name}…</p>;
  }
  return (
    <div className="jobs-column" data-testid="application-page">
      <a className="link jobs-back" href={hashOfApplications()}>
        ‹ All applications
      </a>
      {application === null ? (
        <p className="jobs-empty" data-testid="application-gone">
          There is no application {name}. It was deleted, or never was.
        </p>
      ) : (
        <Loaded application={application} section={section} />
      )}
    </div>
  );
}

const TITLES: Readonly<Record<ApplicationSection, string>> = {
  overview: 'Overview',
  versions: 'Versions',
  snapshots: 'Snapshots',
  logs: 'Logs',
  configuration: 'Configuration',
  tags: 'Tags',
};

function Loaded({ application, section }: { application: ApplicationView; section: ApplicationSection }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { name } = application;
  const sections = sectionsOf(application);
  const shown = sections.includes(section) ? section : 'overview';
  return (
    <>
      <ApplicationHead application={application} onAsk={setAsked} />
      <ProblemLine name={name} />
      {asked !== null && <ActionPanel application={application} asked={asked} onDone={() => setAsked(null)} />}
      <nav aria-label={`Of ${name}`} className="tabs job-tabs">
        {sections.map((id) => (
          <a
            key={id}
            href={hashOfApplications(name, id)}
            aria-current={shown === id ? 'page' : undefined}
            className={shown === id ? 'on' : ''}
          >
            {TITLES[id]} <span className="quiet">{numberOf(application, id)}</span>
          </a>
        ))}
      </nav>
      {shown === 'overview' && <OverviewSection application={application} />}
      {shown === 'versions' && <VersionSection application={application} onAsk={setAsked} />}
      {shown === 'snapshots' && <SnapshotSection application={application} onAsk={setAsked} />}
      {shown === 'logs' && <LogSection name={name} />}
      {shown === 'configuration' && <ConfigurationSection application={application} />}
      {shown === 'tags' && <TagSection application={application} />}
    </>
  );
}

/** A notebook has neither snapshots nor a log of its own. */
function sectionsOf({ mode }: ApplicationView): ApplicationSection[] {
  return mode === 'STREAMING'
    ? ['overview', 'versions', 'snapshots', 'logs', 'configuration', 'tags']
    : ['overview', 'versions', 'tags'];
}

function numberOf(application: ApplicationView, section: ApplicationSection): number | '' {
  switch (section) {
    case 'versions':
      return application.versions.length;
    case 'snapshots':
      return application.snapshots.length;
    case 'tags':
      return Object.keys(application.tags).length || '';
    default:
      return '';
  }
}
