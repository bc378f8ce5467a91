import type { ApplicationSection } from '../../core/pages/page-route.ts';
import { ApplicationList } from './application-list.tsx';
import { ApplicationPage } from './application-page.tsx';

interface ApplicationsPageProps {
  readonly name: string | null;
  readonly section: ApplicationSection;
}

/** What runs without anybody looking: the list, or one application. */
export function ApplicationsPage({ name, section }: ApplicationsPageProps) {
  return (
    <main className="note jobs-page" id="note" aria-label="Applications" data-testid="applications-page">
      {name === null ? <ApplicationList /> : <ApplicationPage key={name} name={name} section={section} />}
    </main>
  );
}
