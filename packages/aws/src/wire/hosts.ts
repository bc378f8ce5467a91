/** Decides which `Host` and `Origin` values a request may carry, so that a web page elsewhere cannot reach in. */
export interface HostGuard {
  allowsHost(host: string | undefined): boolean;
  /** A request without an origin comes from no web page and is fine. */
  allowsOrigin(origin: string | undefined): boolean;
}

const OWN_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** `allowedHosts` are further host names without a port, in any letter case. */
export function createHostGuard(allowedHosts: readonly string[] = []): HostGuard {
  const names = new Set([...OWN_HOSTS, ...allowedHosts.map((host) => host.trim().toLowerCase())]);
  const allowsHost = (host: string | undefined): boolean => host !== undefined && names.has(hostName(host));
  return {
    allowsHost,
    allowsOrigin(origin) {
      if (origin === undefined) {
        return true;
      }
      const match = /^https?:\/\/([^/]+)$/i.exec(origin);
      return match !== null && allowsHost(match[1]);
    },
  };
}

function hostName(host: string): string {
  return host.trim().toLowerCase().replace(/:\d+$/, '');
}
