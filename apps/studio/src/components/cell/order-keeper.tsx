import { Component, createRef, type ReactNode } from 'react';

interface OrderKeeperProps {
  readonly order: readonly string[];
  readonly children: ReactNode;
}

interface Scrolled {
  readonly element: Element;
  readonly top: number;
  readonly left: number;
}

/**
 * Keeps what is inside scrolled where it was while its parts change places: an element that is put elsewhere in the page
 * begins at its top again. React tells of the moment before only to a class.
 */
export class OrderKeeper extends Component<OrderKeeperProps> {
  readonly #root = createRef<HTMLDivElement>();

  override getSnapshotBeforeUpdate(before: OrderKeeperProps): readonly Scrolled[] | null {
    const root = this.#root.current;
    return root === null || before.order === this.props.order ? null : scrolledIn(root);
  }

  override componentDidUpdate(_props: OrderKeeperProps, _state: unknown, kept: readonly Scrolled[] | null): void {
    for (const { element, top, left } of kept ?? []) {
      element.scrollTop = top;
      element.scrollLeft = left;
    }
  }

  override render(): ReactNode {
    return (
      <div ref={this.#root} className="cells">
        {this.props.children}
      </div>
    );
  }
}

function scrolledIn(root: Element): Scrolled[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    const { scrollTop: top, scrollLeft: left } = element;
    return top === 0 && left === 0 ? [] : [{ element, top, left }];
  });
}
