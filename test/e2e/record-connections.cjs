// Loaded into every Node of a session, by NODE_OPTIONS, or into Electron's once it runs: writes each connection and each name asked
// for to the file that MUROAN_TEST_CONNECTIONS names, one line of JSON each.
const dns = require('node:dns');
const dgram = require('node:dgram');
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const process = require('node:process');
const { setImmediate } = require('node:timers');
const threads = require('node:worker_threads');

const note = (entry) => fs.appendFileSync(process.env.MUROAN_TEST_CONNECTIONS, `${JSON.stringify(entry)}\n`);
const started = () => note({ kind: 'started', what: `${process.execPath} ${process.argv[1] ?? ''}` });
// A thread does not know its file yet when this is loaded.
if (threads.isMainThread) started();
else setImmediate(started);

// A thread of Node loads what its process was told to; Electron's process was not told.
if (process.versions.electron !== undefined && threads.isMainThread) {
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(file, options = {}) {
      super(file, { ...options, execArgv: [...(options.execArgv ?? process.execArgv), '--require', module.filename] });
    }
  };
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const target =
    typeof options === 'object' ? (options.path ?? `${options.host ?? 'localhost'}:${options.port}`) : options;
  note({ kind: 'connect', what: String(target) });
  return connect.apply(this, args);
};
// Whatever asks for a name: by callback or by promise, of the system or of a resolver of its own.
const askers = [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype];
const asks = (object, name) => /^(?:lookup|resolve|reverse)/u.test(name) && typeof object[name] === 'function';
for (const asker of askers) {
  for (const name of Object.keys(Object.getOwnPropertyDescriptors(asker)).filter((one) => asks(asker, one))) {
    const original = asker[name];
    asker[name] = function (host, ...rest) {
      note({ kind: 'name', what: String(host) });
      return original.call(this, host, ...rest);
    };
  }
}
const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...args) {
  note({
    kind: 'datagram',
    what: args
      .slice(1)
      .filter((part) => typeof part !== 'function')
      .join(' '),
  });
  return send.apply(this, args);
};
// What imports names of these modules gets them as they are now.
syncBuiltinESMExports();
