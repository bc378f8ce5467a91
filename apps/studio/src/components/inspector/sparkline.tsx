const WIDTH = 64;
const HEIGHT = 16;
const SECONDS = 60;

/** The last minute of a rate as a small curve; the figure beside it says what it is now. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const most = Math.max(...values, 1);
  const step = WIDTH / (SECONDS - 1);
  const start = WIDTH - (values.length - 1) * step;
  const points = values.map((value, i) => {
    const y = HEIGHT - 1.5 - (value / most) * (HEIGHT - 3);
    return `${(start + i * step).toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg className="sparkline" width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      {values.length > 1 && <polyline points={points.join(' ')} />}
    </svg>
  );
}
