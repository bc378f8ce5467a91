/** What the main column shows, by the page's address: a note, or the jobs (`#/jobs`, `#/jobs/<id>`). */
export type Page = { readonly kind: 'note' } | { readonly kind: 'jobs'; readonly jobId: string | null };

export function pageOfHash(hash: string): Page {
  const match = /^#\/jobs(?:\/([0-9a-f]{32}))?\/?$/i.exec(hash);
  return match === null ? { kind: 'note' } : { kind: 'jobs', jobId: match[1]?.toLowerCase() ?? null };
}

export function hashOfJobs(jobId?: string | null): string {
  return jobId === undefined || jobId === null ? '#/jobs' : `#/jobs/${jobId.replaceAll('-', '').toLowerCase()}`;
}
