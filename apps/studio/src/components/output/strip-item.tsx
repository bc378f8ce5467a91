import type { ReactNode } from 'react';

/** A figure of the strip above a result; its class says which gives way first where there is little room. */
export function Item({ className, title, children }: { className: string; title: string; children: ReactNode }) {
  return (
    <span className={className} title={title}>
      {children}
    </span>
  );
}
