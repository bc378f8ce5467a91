import type { ReactNode } from 'react';

export function Figure({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <div className="figure" title={title}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
