import { type ApplicationRunner, catalogDatabase } from '@riffle/applications';
import type { PresignRequest } from '@riffle/aws';

/** How an INTERACTIVE application is run: as a notebook of this server. */
export interface NotebookRunner {
  start(name: string, database: string): void;
  stop(name: string): Promise<void>;
  /** An address that opens the notebook, or its jobs, for so many seconds. */
  presign(name: string, seconds: number, page: 'notes' | 'jobs'): string;
}

/** An INTERACTIVE application is a notebook: it runs while its interpreter may run, and its Glue database is its catalog. */
export function notebookApplications(notebooks: NotebookRunner): ApplicationRunner {
  return {
    async start({ name, settings }) {
      notebooks.start(name, catalogDatabase(settings.ApplicationConfiguration));
    },
    stop: ({ name }) => notebooks.stop(name),
  };
}

/** Answers CreateApplicationPresignedUrl. */
export function presigner(notebooks: NotebookRunner): (request: PresignRequest) => string {
  return ({ application, urlType, sessionSeconds }) =>
    notebooks.presign(application.name, sessionSeconds, urlType === 'FLINK_DASHBOARD_URL' ? 'jobs' : 'notes');
}
