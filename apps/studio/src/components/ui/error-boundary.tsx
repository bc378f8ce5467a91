import { Component, type ErrorInfo, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  /** What it holds, as the beginning of a sentence: `This output`. */
  readonly what: string;
  /** Holds the whole page, so that only loading it again may help. */
  readonly wholePage?: boolean;
  /** What is shown is another thing when this changes, and so is tried again. */
  readonly of?: unknown;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly failure: unknown;
  readonly failed: boolean;
  readonly of: unknown;
}

/** A part of the page that cannot be drawn says so in its own place, and the rest goes on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override readonly state: ErrorBoundaryState = { failure: null, failed: false, of: this.props.of };

  static getDerivedStateFromError(failure: unknown): Partial<ErrorBoundaryState> {
    return { failure, failed: true };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState | null {
    return Object.is(props.of, state.of) ? null : { failure: null, failed: false, of: props.of };
  }

  override componentDidCatch(_failure: unknown, { componentStack }: ErrorInfo): void {
    this.#where = componentStack ?? '';
  }

  #where = '';

  override render(): ReactNode {
    const { what, wholePage = false, children } = this.props;
    if (!this.state.failed) {
      return children;
    }
    const { name, message, stack } = asError(this.state.failure);
    // Alone on the page it is the page's content, and its sentence the page's heading.
    const [Place, Title] = wholePage ? (['main', 'h1'] as const) : (['div', 'strong'] as const);
    const broken = (
      <div className={`broken${wholePage ? ' broken-page' : ''}`} role="alert" data-testid="broken">
        <div>
          <Title className="broken-title">{what} cannot be shown.</Title> The fault is Riffle’s own. What you typed is
          kept, and what runs goes on.
        </div>
        <div className="broken-ways">
          <button type="button" className="button" onClick={() => this.setState({ failure: null, failed: false })}>
            Show again
          </button>
          <button type="button" className="button" onClick={() => location.reload()}>
            Reload the page
          </button>
        </div>
        <details>
          <summary>
            {name}: {message}
          </summary>
          <pre>{`${stack ?? ''}\n${this.#where}`.trim()}</pre>
        </details>
      </div>
    );
    return <Place>{broken}</Place>;
  }
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error(String(failure));
}
