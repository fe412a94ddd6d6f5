// The standard services that tools and load balancers rely on.

import assert from 'node:assert/strict';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { unary } from './connection.mjs';

const { status } = grpc;

async function ask(connection, request) {
  const call = connection.reflection().ServerReflectionInfo();
  call.write(request);
  const { value } = await call[Symbol.asyncIterator]().next();
  call.end();
  return value;
}

// A FileDescriptorSet is its files, each behind the tag of field 1 and its length.
function fileDescriptorSet(files) {
  return Buffer.concat(files.flatMap((file) => {
    const length = [];
    for (let rest = file.length; ; rest >>>= 7) {
      if (rest < 0x80) {
        length.push(rest);
        break;
      }
      length.push((rest & 0x7f) | 0x80);
    }
    return [Buffer.from([0x0a, ...length]), file];
  }));
}

export const scenarios = {
  async 'health of the server'(connection) {
    const { reply } = await unary(connection.health(), 'Check', {});
    assert.equal(reply.status, 'SERVING');
  },

  async 'health of an unknown service'(connection) {
    const { error } = await unary(connection.health(), 'Check', { service: 'solidarity.v1.Nowhere' });
    assert.equal(error.code, status.NOT_FOUND);
  },

  async 'health watched'(connection) {
    const call = connection.health().Watch({});
    const failure = new Promise((resolve) => { call.on('error', resolve); });
    const first = await new Promise((resolve) => { call.once('data', resolve); });
    assert.equal(first.status, 'SERVING');
    call.cancel();
    assert.equal((await failure).code, status.CANCELLED);
  },

  async 'reflection lists the services'(connection) {
    const response = await ask(connection, { listServices: '' });
    const names = response.listServicesResponse.service.map((service) => service.name);
    assert.ok(names.includes('echo.Echo'), names.join(' '));
    assert.ok(names.includes('grpc.health.v1.Health'), names.join(' '));
  },

  async 'reflection does not find what is unknown'(connection) {
    const response = await ask(connection, { fileContainingSymbol: 'echo.Nobody' });
    assert.equal(response.errorResponse.errorCode, status.NOT_FOUND);
  },

  async 'a client made from reflection alone can call'(connection) {
    const response = await ask(connection, { fileContainingSymbol: 'echo.Echo' });
    const set = fileDescriptorSet(response.fileDescriptorResponse.fileDescriptorProto);
    const described = grpc.loadPackageDefinition(loader.loadFileDescriptorSetFromBuffer(set));
    const { reply } = await unary(connection.client(described.echo.Echo), 'Say', { text: 'by reflection' });
    assert.equal(reply.text, 'by reflection');
  },
};
