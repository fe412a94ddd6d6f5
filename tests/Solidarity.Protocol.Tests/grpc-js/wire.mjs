// Compression, seen from both sides: through grpc-js, and in the frames themselves over bare HTTP/2.

import assert from 'node:assert/strict';
import http2 from 'node:http2';
import { once } from 'node:events';
import zlib from 'node:zlib';
import grpc from '@grpc/grpc-js';
import { unary } from './connection.mjs';

const TEXT = 'workers of all countries '.repeat(1_000);
const FRAME_HEADER_BYTES = 5;

async function compressedByGrpcJs(connection, algorithm, encoding) {
  const client = connection.echo({ 'grpc.default_compression_algorithm': algorithm });
  const metadata = new grpc.Metadata();
  metadata.add('want-encoding', encoding);
  const { reply, error } = await unary(client, 'Say', { text: TEXT }, { metadata });
  assert.equal(error, null);
  assert.equal(reply.text, TEXT);
  assert.equal(reply.requestEncoding, encoding);
}

async function compressedInTheFrames(connection, encoding, decompress) {
  const session = http2.connect(`http://${connection.address}`);
  try {
    const stream = session.request({
      ':method': 'POST',
      ':path': '/echo.Echo/Say',
      'content-type': 'application/grpc',
      te: 'trailers',
      'grpc-accept-encoding': encoding,
      'want-encoding': encoding,
    });
    const message = connection.encode('echo.EchoRequest', { text: TEXT });
    const frame = Buffer.alloc(FRAME_HEADER_BYTES);
    frame.writeUInt32BE(message.length, 1);
    stream.end(Buffer.concat([frame, message]));
    const [headers] = await once(stream, 'response');
    const received = Buffer.concat(await stream.toArray());

    assert.equal(headers['grpc-encoding'], encoding);
    assert.equal(received[0], 1, 'the flag says that the message is compressed');
    assert.equal(received.readUInt32BE(1), received.length - FRAME_HEADER_BYTES);
    assert.ok(received.length < TEXT.length / 10, `${received.length} bytes were received`);
    const reply = connection.decode('echo.EchoReply', decompress(received.subarray(FRAME_HEADER_BYTES)));
    assert.equal(reply.text, TEXT);
  } finally {
    session.close();
  }
}

export const scenarios = {
  'gzip both ways': (connection) =>
    compressedByGrpcJs(connection, grpc.compressionAlgorithms.gzip, 'gzip'),
  'deflate both ways': (connection) =>
    compressedByGrpcJs(connection, grpc.compressionAlgorithms.deflate, 'deflate'),
  'gzip in the frames': (connection) => compressedInTheFrames(connection, 'gzip', zlib.gunzipSync),
  'deflate in the frames': (connection) => compressedInTheFrames(connection, 'deflate', zlib.inflateSync),
};
