// Every kind of call, and every way in which one ends.

import assert from 'node:assert/strict';
import grpc from '@grpc/grpc-js';
import { readAll, unary } from './connection.mjs';

const { status } = grpc;
const BYTES = Buffer.from(Array.from({ length: 256 }, (_, value) => value));

function assertIsTheFailure(error, details, connection) {
  assert.equal(error.code, status.FAILED_PRECONDITION);
  assert.equal(error.details, details);
  assert.deepEqual(error.metadata.get('trail-own'), ['kept']);
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  const rich = connection.decode('google.rpc.Status', bytes);
  assert.equal(rich.code, status.FAILED_PRECONDITION);
  assert.equal(rich.message, details);
  const [info, bad] = rich.details;
  assert.equal(info.type_url ?? info.typeUrl, 'type.googleapis.com/google.rpc.ErrorInfo');
  assert.deepEqual(
    connection.decode('google.rpc.ErrorInfo', info.value),
    { reason: 'FUNDS_SHORT', domain: 'solidarity', metadata: { section: 'geneva-masons' } });
  assert.equal(connection.decode('google.rpc.BadRequest', bad.value).fieldViolations[0].field, 'amount');
}

export const scenarios = {
  async unary(connection) {
    const { reply, error } = await unary(connection.echo(), 'Say', { text: 'bread' });
    assert.equal(error, null);
    assert.equal(reply.text, 'bread');
  },

  async 'client streaming'(connection) {
    const text = await new Promise((resolve, reject) => {
      const call = connection.echo().Join((error, reply) => (error ? reject(error) : resolve(reply.text)));
      for (const word of ['bread', 'and', 'roses']) call.write({ text: word });
      call.end();
    });
    assert.equal(text, 'bread and roses');
  },

  async 'server streaming'(connection) {
    const { messages, status: end } = await readAll(connection.echo().Repeat({ text: 'verse', times: 3 }));
    assert.deepEqual(messages.map((message) => message.text), ['verse 1', 'verse 2', 'verse 3']);
    assert.equal(end.code, status.OK);
  },

  async 'bidirectional streaming takes turns'(connection) {
    const call = connection.echo().Converse();
    const replies = call[Symbol.asyncIterator]();
    for (const text of ['eight hours work', 'eight hours rest']) {
      call.write({ text });
      assert.equal((await replies.next()).value.text, `you said ${text}`);
    }
    call.end();
    assert.equal((await replies.next()).done, true);
  },

  async 'a large message in many frames'(connection) {
    const text = 'solidarity '.repeat(200_000);
    const { reply } = await unary(connection.echo(), 'Say', { text });
    assert.equal(reply.text, text);
  },

  async deadline(connection) {
    const { error } = await unary(connection.echo(), 'Hold', {}, { deadline: Date.now() + 300 });
    assert.equal(error.code, status.DEADLINE_EXCEEDED);
  },

  async cancellation(connection) {
    const error = await new Promise((resolve) => {
      const call = connection.echo().Hold({}, resolve);
      call.cancel();
    });
    assert.equal(error.code, status.CANCELLED);
  },

  async 'status with details'(connection) {
    const { error } = await unary(connection.echo(), 'Fail', { text: 'Genève: 100 % épuisé' });
    assertIsTheFailure(error, 'Genève: 100 % épuisé', connection);
  },

  async 'status with details after messages'(connection) {
    const { messages, error } = await readAll(connection.echo().FailLate({ text: 'then it broke' }));
    assert.deepEqual(messages.map((message) => message.text), ['so far, so good']);
    assertIsTheFailure(error, 'then it broke', connection);
  },

  async 'unknown method'(connection) {
    const Unknown = grpc.makeGenericClientConstructor({
      Say: {
        path: '/echo.Nowhere/Say',
        requestStream: false,
        responseStream: false,
        requestSerialize: (text) => Buffer.from(text),
        responseDeserialize: (bytes) => bytes.toString(),
      },
    });
    const { error } = await unary(connection.client(Unknown), 'Say', 'anybody?');
    assert.equal(error.code, status.UNIMPLEMENTED);
  },

  async 'request over the limit'(connection) {
    const { error } = await unary(connection.echo(), 'Say', { text: 'x'.repeat(5 * 1024 * 1024) });
    assert.equal(error.code, status.RESOURCE_EXHAUSTED);
  },

  async 'metadata as headers'(connection) {
    const metadata = new grpc.Metadata();
    metadata.add('echo-name', 'first');
    metadata.add('echo-name', 'second');
    metadata.add('echo-bytes-bin', BYTES);
    const { headers, trailers } = await unary(connection.echo(), 'Say', {}, { metadata });
    // By the protocol several values may travel as one, with commas between them.
    assert.deepEqual(headers.get('echo-name').join(',').split(/, */), ['first', 'second']);
    assert.deepEqual(headers.get('echo-bytes-bin'), [BYTES]);
    assert.deepEqual(trailers.get('echo-name'), []);
  },

  async 'metadata as trailers'(connection) {
    const metadata = new grpc.Metadata();
    metadata.add('trail-name', 'value');
    metadata.add('trail-bytes-bin', BYTES);
    const { headers, trailers } = await unary(connection.echo(), 'Say', {}, { metadata });
    assert.deepEqual(trailers.get('trail-name'), ['value']);
    assert.deepEqual(trailers.get('trail-bytes-bin'), [BYTES]);
    assert.deepEqual(headers.get('trail-name'), []);
  },
};
