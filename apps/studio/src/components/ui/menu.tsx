import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { placeMenu } from './place-menu.ts';

export interface MenuEntry {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly separated?: boolean;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly button: ReactNode;
  readonly buttonClass: string;
  readonly entries: () => readonly MenuEntry[];
  /** Opens it from elsewhere, such as a key. */
  readonly open?: boolean;
  readonly onClose?: () => void;
  readonly align?: 'left' | 'right';
  readonly testId?: string;
}

/** A button with a menu below it: arrows move, letters and Enter choose, Escape closes and gives the focus back. */
export function Menu(props: MenuProps) {
  const [opened, setOpened] = useState(false);
  const open = opened || props.open === true;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);

  function close(): void {
    setOpened(false);
    props.onClose?.();
  }

  return (
    <span className="menu-place">
      <button
        ref={button}
        type="button"
        className={props.buttonClass}
        aria-label={props.label}
        title={props.label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        data-testid={props.testId}
        onClick={() => setOpened((was) => !was)}
      >
        {props.button}
      </button>
      {open && (
        <MenuList
          // Another label means another menu in the same place.
          key={props.label}
          id={id}
          label={props.label}
          button={button}
          entries={props.entries()}
          align={props.align ?? 'left'}
          onClose={close}
        />
      )}
    </span>
  );
}

interface MenuListProps {
  readonly id: string;
  readonly label: string;
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly entries: readonly MenuEntry[];
  readonly align: 'left' | 'right';
  readonly onClose: () => void;
}

function MenuList({ id, label, button, entries, align, onClose }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  const shade = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  const items = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])];

  useLayoutEffect(() => {
    if (list.current !== null && button.current !== null) {
      shade.current?.showPopover();
      list.current.showPopover();
      placeMenu(list.current, button.current, align);
    }
  }, [button, align]);
  useEffect(() => {
    before.current = document.activeElement;
    const items = list.current;
    const first = items?.querySelector<HTMLElement>('[aria-checked="true"]') ?? items?.querySelector('button:enabled');
    (first as HTMLElement | null)?.focus();
  }, []);
  useEffect(() => {
    const onScroll = (event: Event): void => {
      if (event.target instanceof Node && event.target !== list.current && event.target.contains(button.current)) {
        onClose();
      }
    };
    window.addEventListener('scroll', onScroll, true);
    return () => window.removeEventListener('scroll', onScroll, true);
  });

  /** The focus goes back to where it was: to the button after a click, to the cell after a key. */
  function close(): void {
    onClose();
    if (before.current instanceof HTMLElement) {
      before.current.focus();
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'Escape' || event.key === 'Tab') {
      close();
    } else if (event.key === 'ArrowDown') {
      all[(at + 1) % all.length]?.focus();
    } else if (event.key === 'ArrowUp') {
      all.at(at - 1)?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <>
      {/* biome-ignore lint/a11y: a click anywhere else closes the menu; keys have Escape */}
      <div ref={shade} className="menu-shade" popover="manual" onMouseDown={onClose} />
      <div
        ref={list}
        id={id}
        className="menu"
        popover="manual"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {entries.map((entry) => (
          <button
            key={entry.title}
            type="button"
            {...(entry.checked === undefined
              ? { role: 'menuitem' }
              : { role: 'menuitemradio', 'aria-checked': entry.checked })}
            className={`menu-item${entry.danger ? ' danger' : ''}${entry.separated ? ' separated' : ''}`}
            disabled={entry.disabled}
            onClick={() => {
              close();
              entry.run();
            }}
          >
            <span className="menu-title">{entry.title}</span>
            {entry.hint !== undefined && <span className="menu-hint">{entry.hint}</span>}
          </button>
        ))}
      </div>
    </>
  );
}
