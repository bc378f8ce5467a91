import { join } from 'node:path';
import type { Files } from '@riffle/base/node';
import { type PhysicalPlan, planFromJson } from '@riffle/plan';
import { type ApplicationPackage, readPackage } from '../code/application-package.ts';
import { planDifferences } from '../code/plan-differences.ts';
import { programOf } from '../code/read-code.ts';
import { ApplicationFolder } from '../process/application-folder.ts';
import { type RunEnd, readJsonFile } from '../process/run-spec.ts';

/** Names may be ".." or end in what a file system does not like. */
const PREFIX = 'application-';

/** How the state of one version fits another, by the operators' one-line descriptions. */
export interface StateDifferences {
  readonly kept: readonly string[];
  /** Begin empty. */
  readonly added: readonly string[];
  /** Their state has nowhere to go. */
  readonly lost: readonly string[];
}

/** Reads what lies in the folders of applications, and changes nothing. */
export class ApplicationFiles {
  readonly #directory: string;
  readonly #files: Files;

  constructor(directory: string, files: Files) {
    this.#directory = directory;
    this.#files = files;
  }

  /** The package of a version; undefined when it has no code. */
  async package(name: string, version: number): Promise<ApplicationPackage | undefined> {
    const bytes = await this.#files.readFile(this.#folder(name).code(version)).catch(() => undefined);
    return bytes === undefined ? undefined : readPackage(bytes);
  }

  /** The program of a version as SQL; empty when it has no code. */
  async program(name: string, version: number): Promise<string> {
    const code = await this.package(name, version);
    return code === undefined ? '' : programOf(code);
  }

  /** The compiled plan of a version; undefined before it was started for the first time. */
  async plan(name: string, version: number): Promise<PhysicalPlan | undefined> {
    const bytes = await this.#files.readFile(this.#folder(name).plan(version)).catch(() => undefined);
    return bytes === undefined ? undefined : planFromJson(new TextDecoder().decode(bytes));
  }

  /** How the last run ended by itself; undefined when it was stopped, runs, or there was none. */
  end(name: string): Promise<RunEnd | undefined> {
    return readJsonFile<RunEnd>(this.#files, this.#folder(name).end);
  }

  /** Where its log lies: `application.log`, and numbered ones put aside before it. */
  logs(name: string): string {
    return this.#folder(name).logs;
  }

  #folder(name: string): ApplicationFolder {
    return new ApplicationFolder(join(this.#directory, `${PREFIX}${name}`));
  }
}

/** What becomes of the state of `from` in `to`. */
export function stateDifferences(from: PhysicalPlan, to: PhysicalPlan): StateDifferences {
  const { kept, added, lost } = planDifferences(from, to);
  return { kept, added, lost };
}
