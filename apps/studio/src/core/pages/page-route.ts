/** What the main column shows, by the page's address. */
export type Page =
  | { readonly kind: 'note' }
  /** `#/jobs`, `#/jobs/<id>` */
  | { readonly kind: 'jobs'; readonly jobId: string | null }
  /** `#/applications`, `#/applications/<name>`, `#/applications/<name>/<section>` */
  | { readonly kind: 'applications'; readonly name: string | null; readonly section: ApplicationSection };

export const APPLICATION_SECTIONS = ['overview', 'versions', 'snapshots', 'logs', 'configuration', 'tags'] as const;
export type ApplicationSection = (typeof APPLICATION_SECTIONS)[number];

export function pageOfHash(hash: string): Page {
  const job = /^#\/jobs(?:\/([0-9a-f]{32}))?\/?$/i.exec(hash);
  if (job !== null) {
    return { kind: 'jobs', jobId: job[1]?.toLowerCase() ?? null };
  }
  const application = /^#\/applications(?:\/([a-zA-Z0-9_.-]+)(?:\/([a-z]+))?)?\/?$/.exec(hash);
  if (application !== null) {
    const [, name = null, wanted] = application;
    return {
      kind: 'applications',
      name,
      section: APPLICATION_SECTIONS.find((section) => section === wanted) ?? 'overview',
    };
  }
  return { kind: 'note' };
}

export function hashOfJobs(jobId?: string | null): string {
  return jobId === undefined || jobId === null ? '#/jobs' : `#/jobs/${jobId.replaceAll('-', '').toLowerCase()}`;
}

export function hashOfApplications(name?: string, section: ApplicationSection = 'overview'): string {
  if (name === undefined) {
    return '#/applications';
  }
  return section === 'overview' ? `#/applications/${name}` : `#/applications/${name}/${section}`;
}
