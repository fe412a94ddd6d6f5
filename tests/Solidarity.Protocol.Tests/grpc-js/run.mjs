// Runs every scenario against a server that is up: node run.mjs HOST:PORT PROTO_FOLDER
// Prints one line of JSON for each: {"scenario", "ok", "error"}.

import { connectTo } from './connection.mjs';
import * as calls from './calls.mjs';
import * as endpoints from './endpoints.mjs';
import * as wire from './wire.mjs';

const SCENARIO_MS_MAX = 20_000;

async function withinTime(run) {
  let timer;
  const expired = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${SCENARIO_MS_MAX} ms`)), SCENARIO_MS_MAX);
  });
  try {
    await Promise.race([run, expired]);
  } finally {
    clearTimeout(timer);
  }
}

const [address, protoFolder] = process.argv.slice(2);
const connection = connectTo(address, protoFolder);
const scenarios = { ...calls.scenarios, ...endpoints.scenarios, ...wire.scenarios };
for (const [scenario, run] of Object.entries(scenarios)) {
  let error = null;
  try {
    await withinTime(run(connection));
  } catch (failure) {
    error = String(failure.stack ?? failure);
  }
  console.log(JSON.stringify({ scenario, ok: error === null, error }));
}
connection.close();
