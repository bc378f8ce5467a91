import type { DeployReview, PropertyGroupView } from '@riffle/protocol';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { RequestFailure } from '../../core/connection/connection.ts';
import { studio } from '../../page.ts';

const PAUSE_MS = 250;

export interface ReviewAnswer {
  /** Null before the first answer. */
  readonly review: DeployReview | null;
  readonly problem: string | null;
}

/** How the note stands as an application, asked anew when its text or the properties change. */
export function useReview(noteId: string, properties: readonly PropertyGroupView[]): ReviewAnswer {
  const [answer, setAnswer] = useState<ReviewAnswer>({ review: null, problem: null });
  const texts = useStore(studio.notes, ({ open, cells }) =>
    (open?.cellIds ?? []).map((id) => `${id} ${cells[id]?.revision} ${cells[id]?.enabled}`).join('\n'),
  );
  const asked = JSON.stringify(properties);
  // biome-ignore lint/correctness/useExhaustiveDependencies: texts is what the answer is about
  useEffect(() => {
    let over = false;
    const timer = setTimeout(async () => {
      try {
        await studio.drafts.flushAll();
        const review = await studio.line.request('review-deploy', { noteId, properties: JSON.parse(asked) });
        if (!over) {
          setAnswer({ review, problem: null });
        }
      } catch (failure) {
        if (!over && failure instanceof RequestFailure) {
          setAnswer(({ review }) => ({ review, problem: failure.message }));
        }
      }
    }, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [noteId, asked, texts]);
  return answer;
}
