/** A share of the time as a number and a bar. */
export function Share({ share }: { share: number }) {
  const percent = Math.round(Math.max(0, Math.min(1, share)) * 100);
  return (
    <span className="share">
      <span className="share-bar" aria-hidden="true">
        <i data-high={percent > 80} style={{ width: `${percent}%` }} />
      </span>
      {percent} %
    </span>
  );
}
