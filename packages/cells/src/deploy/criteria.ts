/** What a note must keep to become an application, by the numbers of the managed service's guide; 14 and 15 are ours. */
export const CRITERIA = {
  1: 'Paragraphs run in order',
  2: 'One language beside SQL',
  3: 'Known interpreters only',
  4: 'No Zeppelin context',
  5: 'One job',
  6: 'No dynamic forms',
  7: 'Markdown is left out',
  8: 'Disabled paragraphs are left out',
  9: 'Something to run',
  10: 'Parallelism is the application’s',
  11: 'Nothing from the internet',
  12: 'Code an application can run',
  13: 'SQL in order: definitions, then one paragraph of INSERTs',
  14: 'Runs on the embedded engine',
  15: 'The SQL compiles',
} as const;

export type CriterionNumber = keyof typeof CRITERIA;

/** How one criterion stands; one entry for each that is met, and one for each place where one is not. */
export interface CriterionCheck {
  readonly criterion: CriterionNumber;
  readonly name: string;
  readonly met: boolean;
  /** From 1, in the order of the note; null where it is about the whole. */
  readonly paragraph: number | null;
  /** From 1, in the paragraph's text, the header's line included. */
  readonly line: number | null;
  readonly sentence: string;
  /** The note cannot be deployed as long as this stands. */
  readonly blocking: boolean;
}

/** What an application leaves out of a note, and why. */
export interface SkippedPart {
  readonly paragraph: number;
  readonly line: number;
  readonly reason: string;
}

const WHEN_MET: Readonly<Record<CriterionNumber, string>> = {
  1: 'The application runs the paragraphs from top to bottom.',
  2: 'The note does not mix Python and Scala.',
  3: 'Every paragraph names an interpreter an application can use.',
  4: 'Nothing uses the Zeppelin context z.',
  5: 'All INSERTs become one job.',
  6: 'No paragraph asks for input.',
  7: 'Markdown paragraphs are not part of an application.',
  8: 'Disabled paragraphs are not part of an application.',
  9: 'There is at least one paragraph to run.',
  10: 'No paragraph sets its own parallelism.',
  11: 'Building and deploying need nothing from outside this machine.',
  12: 'Nothing uses objects or commands that exist only in a notebook.',
  13: 'Definitions come before INSERTs, and one paragraph holds the INSERTs.',
  14: 'Everything to run is SQL.',
  15: 'The statements compile against the catalog.',
};

/** The findings, filled up with an entry for each criterion that none of them is about. */
export function completeChecks(
  findings: readonly CriterionCheck[],
  which: readonly CriterionNumber[],
): CriterionCheck[] {
  return which.flatMap((criterion) => {
    const own = findings.filter((finding) => finding.criterion === criterion);
    return own.length > 0
      ? own
      : [
          {
            criterion,
            name: CRITERIA[criterion],
            met: true,
            paragraph: null,
            line: null,
            sentence: WHEN_MET[criterion],
            blocking: false,
          },
        ];
  });
}
