// Our services: commands, questions and watches, and every way in which a call ends.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import grpc from '@grpc/grpc-js';
import { follow, unary } from './connection.mjs';

const { status } = grpc;
const CHF = { currencyCode: 'CHF' };
let founded = 0;

function sectionToFound(id) {
  return {
    requestId: randomUUID(),
    sectionId: id,
    displayName: 'Menuisiers de Genève',
    kind: 'SECTION_KIND_TRADE',
    trade: 'menuisiers',
    country: 'CH',
    members: 64,
    currencies: [CHF],
  };
}

// A section of its own for a scenario; gives its name.
async function foundSection(connection) {
  founded += 1;
  const { reply, error } = await unary(connection.sections(), 'FoundSection', sectionToFound(`section-${founded}`));
  assert.equal(error, null);
  return reply.name;
}

function watchOf(connection, name, options = {}) {
  return connection.sections().WatchSectionBoard({ name, viewer: name }, options);
}

// The google.rpc.Status of an error, with its details unpacked by their types' names.
function detailsOf(error, connection) {
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  const rich = connection.decode('google.rpc.Status', bytes);
  assert.equal(rich.code, error.code);
  assert.equal(rich.message, error.details);
  return Object.fromEntries(rich.details.map((detail) => {
    const type = (detail.type_url ?? detail.typeUrl).replace('type.googleapis.com/', '');
    return [type, connection.decode(type, detail.value)];
  }));
}

export const scenarios = {
  async 'what is founded can be read back'(connection) {
    const federation = await unary(connection.federations(), 'FoundFederation', {
      requestId: randomUUID(),
      federationId: 'romande',
      displayName: 'Fédération romande',
      level: 'LEVEL_NATIONAL',
      country: 'CH',
    });
    assert.equal(federation.error, null);
    assert.equal(federation.reply.name, 'federations/romande');
    const read = await unary(connection.federations(), 'GetFederation', { name: 'federations/romande' });
    assert.equal(read.reply.displayName, 'Fédération romande');
    assert.equal(read.reply.level, 'LEVEL_NATIONAL');

    const name = await foundSection(connection);
    const { reply } = await unary(connection.sections(), 'GetSection', { name });
    assert.equal(reply.displayName, 'Menuisiers de Genève');
    assert.equal(reply.kind, 'SECTION_KIND_TRADE');
    assert.equal(reply.members, 64);
    assert.deepEqual(reply.currencies.map((currency) => currency.currencyCode), ['CHF']);
  },

  async 'the same request twice has one answer'(connection) {
    const request = sectionToFound('masons');
    const first = await unary(connection.sections(), 'FoundSection', request);
    const second = await unary(connection.sections(), 'FoundSection', request);
    assert.equal(first.reply.name, 'sections/masons');
    assert.ok(first.reply.position > 0);
    assert.deepEqual(second.reply, first.reply);
  },

  async 'a refusal has details'(connection) {
    const name = await foundSection(connection);
    const again = sectionToFound(name.replace('sections/', ''));
    const { error } = await unary(connection.sections(), 'FoundSection', again);
    assert.equal(error.code, status.ALREADY_EXISTS);
    const { 'google.rpc.ErrorInfo': info } = detailsOf(error, connection);
    assert.equal(info.reason, 'BODY_EXISTS');
    assert.equal(info.domain, 'solidarity');
  },

  async 'a bad field is named'(connection) {
    const section = await foundSection(connection);
    const { error } = await unary(connection.sections(), 'Deposit', {
      requestId: randomUUID(),
      section,
      amount: { currencyCode: 'francs épuisés, 100 %', minorUnits: 100 },
    });
    assert.equal(error.code, status.INVALID_ARGUMENT);
    assert.ok(error.details.includes('francs épuisés, 100 %'), error.details);
    const { 'google.rpc.BadRequest': bad } = detailsOf(error, connection);
    assert.deepEqual(bad.fieldViolations.map((violation) => violation.field), ['amount']);
  },

  async 'a board is watched'(connection) {
    const section = await foundSection(connection);
    const call = watchOf(connection, section);
    const watch = follow(call);
    const before = await watch.next();
    assert.equal(before.board.name, section);
    const { reply } = await unary(connection.sections(), 'Deposit', {
      requestId: randomUUID(),
      section,
      amount: { ...CHF, minorUnits: 12_345 },
    });
    const after = await watch.next();
    assert.equal(after.position, reply.position);
    assert.notDeepEqual(after.board.money, before.board.money);
    call.cancel();
    assert.equal((await watch.ended).code, status.CANCELLED);
  },

  async 'a watch ends at its deadline'(connection) {
    const section = await foundSection(connection);
    const watch = follow(watchOf(connection, section, { deadline: Date.now() + 300 }));
    assert.equal((await watch.ended).code, status.DEADLINE_EXCEEDED);
  },

  async 'a watch is cancelled'(connection) {
    const call = watchOf(connection, await foundSection(connection));
    const watch = follow(call);
    call.cancel();
    assert.equal((await watch.ended).code, status.CANCELLED);
  },

  async 'unknown method'(connection) {
    const Unknown = grpc.makeGenericClientConstructor({
      Seize: {
        path: '/solidarity.v1.SectionsService/Seize',
        requestStream: false,
        responseStream: false,
        requestSerialize: (text) => Buffer.from(text),
        responseDeserialize: (bytes) => bytes.toString(),
      },
    });
    const { error } = await unary(connection.client(Unknown), 'Seize', 'anybody?');
    assert.equal(error.code, status.UNIMPLEMENTED);
  },

  async 'request over the limit'(connection) {
    const { error } = await unary(connection.sections(), 'GetSection', { name: 'x'.repeat(5 * 1024 * 1024) });
    assert.equal(error.code, status.RESOURCE_EXHAUSTED);
  },
};
