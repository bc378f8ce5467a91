// Prints what breaks the rules between packages — who may import whom, and what each declares — and fails when there is any.
import { declarationProblems, reasonProblems, versionProblems } from './declared.ts';
import { directionProblems } from './direction.ts';
import { readArchitecture, readManifests, readSources } from './project.ts';

const sources = readSources();
const manifests = readManifests();
const problems = [
  ...directionProblems(sources),
  ...declarationProblems(manifests, sources),
  ...versionProblems(manifests),
  ...reasonProblems(manifests, readArchitecture()),
];
for (const problem of problems) {
  console.log(problem);
}
if (problems.length > 0) {
  console.log('After a change of a package.json run npm install, so that package-lock.json agrees with it.');
  process.exitCode = 1;
}
