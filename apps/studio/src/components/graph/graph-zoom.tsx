interface GraphZoomProps {
  readonly scale: number;
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
}

export function GraphZoom({ scale, onZoom, onFit }: GraphZoomProps) {
  return (
    <div className="graph-zoom">
      <button type="button" aria-label="Zoom out" title="Zoom out (−)" onClick={() => onZoom(0.8)}>
        −
      </button>
      <button
        type="button"
        aria-label={`Fit into the frame, now ${Math.round(scale * 100)} %`}
        title="Fit (0)"
        onClick={onFit}
      >
        {Math.round(scale * 100)} %
      </button>
      <button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => onZoom(1.25)}>
        +
      </button>
    </div>
  );
}
