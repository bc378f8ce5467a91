import { lag, runningTime } from '../../core/format/time.ts';
import { useNow } from '../ui/use-now.ts';

export function RunningFor({ since }: { since: number }) {
  return <>{runningTime(useNow() - since)}</>;
}

export function Ago({ at }: { at: number }) {
  return <>{lag(Math.max(0, useNow() - at))} ago</>;
}
