import type { Applications } from '@riffle/applications';

const BUCKET = 'riffle-applications';

/** Where builds of a notebook's notes go: what the notebook names as its place to deploy from, else a bucket of ours. */
export function buildPlace(notebook: string, applications: Applications): { bucket: string; basePath: string } {
  const settings = applications.find(notebook)?.version.settings.ApplicationConfiguration;
  const place = settings?.ZeppelinApplicationConfiguration?.DeployAsApplicationConfiguration?.S3ContentLocation;
  if (place === undefined) {
    return { bucket: BUCKET, basePath: '' };
  }
  const basePath = (place.BasePath ?? '').replace(/^\/+/, '');
  return {
    bucket: place.BucketARN.replace(/^.*:/, ''),
    basePath: basePath === '' || basePath.endsWith('/') ? basePath : `${basePath}/`,
  };
}
