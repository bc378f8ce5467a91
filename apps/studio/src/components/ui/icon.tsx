import type { ReactNode } from 'react';

export type IconName =
  | 'note'
  | 'catalog'
  | 'jobs'
  | 'applications'
  | 'plus'
  | 'chevron'
  | 'folder'
  | 'trash'
  | 'sun'
  | 'moon'
  | 'search'
  | 'dots'
  | 'close'
  | 'panel'
  | 'run'
  | 'stop'
  | 'rename'
  | 'check'
  | 'clock'
  | 'pause'
  | 'alert'
  | 'slash'
  | 'history'
  | 'bolt'
  | 'grip'
  | 'ring'
  | 'gear';

const PATHS: Readonly<Record<IconName, ReactNode>> = {
  note: <path d="M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7" />,
  catalog: (
    <>
      <ellipse cx="12" cy="5.5" rx="7.5" ry="2.8" />
      <path d="M4.500 5.500v13c0 1.600 3.400 2.800 7.500 2.800s7.500-1.200 7.500-2.800v-13M4.500 12c0 1.600 3.400 2.800 7.500 2.800s7.500-1.200 7.500-2.800" />
    </>
  ),
  jobs: (
    <>
      <circle cx="5.500" cy="12" r="2.500" />
      <circle cx="18.500" cy="5.500" r="2.500" />
      <circle cx="18.500" cy="18.500" r="2.500" />
      <path d="M7.800 10.900l8.400-4.200M7.800 13.100l8.400 4.200" />
    </>
  ),
  applications: <path d="M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9" />,
  plus: <path d="M12 5v14M5 12h14" />,
  chevron: <path d="M9 6l6 6-6 6" />,
  folder: <path d="M3 6h6l2 2h10v11H3z" />,
  trash: <path d="M4 7h16M9 7V4h6v3M6.500 7l1 13h9l1-13M10 11v5M14 11v5" />,
  sun: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2.500v2.500M12 19v2.500M2.500 12H5M19 12h2.500M5.300 5.300L7 7M17 17l1.700 1.700M18.700 5.300L17 7M7 17l-1.700 1.700" />
    </>
  ),
  moon: <path d="M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z" />,
  search: (
    <>
      <circle cx="11" cy="11" r="6.500" />
      <path d="M16 16l4.500 4.500" />
    </>
  ),
  dots: <path d="M5.500 12h.01M12 12h.01M18.500 12h.01" strokeWidth="2.600" />,
  close: <path d="M6 6l12 12M18 6L6 18" />,
  panel: <path d="M3.500 4.500h17v15h-17zM14.500 4.500v15" />,
  run: <path d="M8 5.500v13l10.500-6.500z" fill="currentColor" stroke="currentColor" strokeWidth="1" />,
  stop: <path d="M7 7h10v10H7z" fill="currentColor" stroke="none" />,
  rename: <path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3" />,
  check: <path d="M5 12.500l4.500 4.500L19 7.500" strokeWidth="2.200" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="8.500" />
      <path d="M12 7v5l3.500 2" />
    </>
  ),
  pause: <path d="M8.500 6v12M15.500 6v12" strokeWidth="3" />,
  alert: (
    <>
      <circle cx="12" cy="12" r="8.500" />
      <path d="M12 7.500v5.500M12 16.500h.01" strokeWidth="2.200" />
    </>
  ),
  slash: (
    <>
      <circle cx="12" cy="12" r="8.500" />
      <path d="M6 18L18 6" />
    </>
  ),
  history: <path d="M4 12a8 8 0 1 0 2.700-6M4 4.500V8.500h4M12 8v4.500l3 1.500" />,
  bolt: <path d="M13 3L5.500 13.500H12L11 21l7.500-10.500H12z" />,
  grip: <path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" strokeWidth="2.400" />,
  gear: (
    <>
      <circle cx="12" cy="12" r="3" />
      <path d="M12 3.500v2.200M12 18.300v2.200M3.500 12h2.200M18.300 12h2.200M6 6l1.600 1.600M16.400 16.400L18 18M18 6l-1.600 1.600M7.600 16.400L6 18" />
      <circle cx="12" cy="12" r="6.300" />
    </>
  ),
  ring: <circle cx="12" cy="12" r="6.500" strokeDasharray="3 3" />,
};

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      {PATHS[name]}
    </svg>
  );
}
