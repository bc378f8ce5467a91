import { useEffect, useRef } from 'react';

interface EditInPlaceProps {
  readonly label: string;
  readonly value: string;
  readonly className?: string;
  readonly placeholder?: string;
  readonly testId?: string;
  /** Undefined when the person gave up. */
  readonly onDone: (value: string | undefined) => void;
}

/** A field that stands where the text stood: Enter or leaving keeps, Escape gives up. */
export function EditInPlace({ label, value, className = '', placeholder, testId, onDone }: EditInPlaceProps) {
  const field = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  function done(result: string | undefined): void {
    if (!over.current) {
      over.current = true;
      onDone(result);
    }
  }
  return (
    <input
      ref={field}
      className={`in-place ${className}`}
      aria-label={label}
      defaultValue={value}
      placeholder={placeholder}
      data-testid={testId}
      spellCheck={false}
      onBlur={(event) => done(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          done(event.currentTarget.value);
        } else if (event.key === 'Escape') {
          event.stopPropagation();
          done(undefined);
        }
      }}
    />
  );
}
