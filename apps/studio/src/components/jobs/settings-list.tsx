import type { ReactNode } from 'react';

export function Settings({ children }: { children: ReactNode }) {
  return <dl className="jobs-card job-settings">{children}</dl>;
}

export function Setting({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
