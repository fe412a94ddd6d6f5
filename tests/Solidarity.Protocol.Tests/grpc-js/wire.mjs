// Compressed requests: as grpc-js makes them, and in the frames themselves over bare HTTP/2.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import http2 from 'node:http2';
import { once } from 'node:events';
import zlib from 'node:zlib';
import grpc from '@grpc/grpc-js';
import { unary } from './connection.mjs';

const TOWN = 'La Chaux-de-Fonds '.repeat(10).trim();
const FRAME_HEADER_BYTES = 5;

function sectionToFound(id) {
  return {
    requestId: randomUUID(),
    sectionId: id,
    displayName: 'Watchmakers',
    kind: 'SECTION_KIND_TRADE',
    trade: 'watchmakers',
    locality: TOWN,
    country: 'CH',
    currencies: [{ currencyCode: 'CHF' }],
  };
}

async function compressedByTheClient(connection, algorithm, id) {
  const client = connection.sections({ 'grpc.default_compression_algorithm': algorithm });
  const { error } = await unary(client, 'FoundSection', sectionToFound(id));
  assert.equal(error, null);
  const { reply } = await unary(client, 'GetSection', { name: `sections/${id}` });
  assert.equal(reply.locality, TOWN);
}

function framed(message, flag) {
  const header = Buffer.alloc(FRAME_HEADER_BYTES);
  header[0] = flag;
  header.writeUInt32BE(message.length, 1);
  return Buffer.concat([header, message]);
}

async function compressedInTheFrames(connection, encoding, compress, id) {
  const session = http2.connect(`http://${connection.address}`);
  try {
    const stream = session.request({
      ':method': 'POST',
      ':path': '/solidarity.v1.SectionsService/FoundSection',
      'content-type': 'application/grpc',
      te: 'trailers',
      'grpc-encoding': encoding,
    });
    const message = connection.encode('solidarity.v1.FoundSectionRequest', sectionToFound(id));
    const packed = compress(message);
    assert.ok(packed.length < message.length, `${packed.length} bytes were sent`);
    const trailers = once(stream, 'trailers');
    stream.end(framed(packed, 1));
    const received = Buffer.concat(await stream.toArray());

    assert.equal((await trailers)[0]['grpc-status'], '0');
    assert.equal(received.readUInt32BE(1), received.length - FRAME_HEADER_BYTES);
    const reply = connection.decode('solidarity.v1.CommandReply', received.subarray(FRAME_HEADER_BYTES));
    assert.equal(reply.name, `sections/${id}`);
  } finally {
    session.close();
  }
}

export const scenarios = {
  'gzip by the client': (connection) =>
    compressedByTheClient(connection, grpc.compressionAlgorithms.gzip, 'gzip-client'),
  'deflate by the client': (connection) =>
    compressedByTheClient(connection, grpc.compressionAlgorithms.deflate, 'deflate-client'),
  'gzip in the frames': (connection) => compressedInTheFrames(connection, 'gzip', zlib.gzipSync, 'gzip-frames'),
  'deflate in the frames': (connection) =>
    compressedInTheFrames(connection, 'deflate', zlib.deflateSync, 'deflate-frames'),
};
