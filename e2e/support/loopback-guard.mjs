// Preloaded into every process of a test's server (`NODE_OPTIONS=--import`): notes each connection that would leave
// this machine in the file RIFFLE_TEST_NETWORK_LOG names. Processes started from here inherit it.
import { appendFileSync } from 'node:fs';
import { Socket } from 'node:net';

const log = process.env.RIFFLE_TEST_NETWORK_LOG;
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;
const connect = Socket.prototype.connect;

Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  const target = typeof options === 'object' ? options : { port: options, host: args[1] };
  const host = target.host ?? (target.path === undefined ? 'localhost' : undefined);
  if (log !== undefined && host !== undefined && !LOOPBACK.test(host)) {
    appendFileSync(log, `${host}:${target.port}\n`);
  }
  return connect.apply(this, args);
};
