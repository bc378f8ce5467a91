/** Where the page's server is, from the page's own address: `/` is the default notebook, `/n/<name>/` a named one. */
interface PageAddress {
  readonly protocol: string;
  readonly host: string;
  readonly pathname: string;
}

function folderOf(pathname: string): string {
  return pathname.slice(0, pathname.lastIndexOf('/') + 1);
}

/** `ws(s)://<host>/<folder>ws` beside the page. */
export function socketAddress(page: PageAddress): string {
  const scheme = page.protocol === 'https:' ? 'wss:' : 'ws:';
  return `${scheme}//${page.host}${folderOf(page.pathname)}ws`;
}
