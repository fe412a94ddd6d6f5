// The standard services that tools and load balancers rely on.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { follow, unary } from './connection.mjs';

const { status } = grpc;

async function ask(connection, version, request) {
  const call = connection.reflection(version).ServerReflectionInfo();
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

const health = {
  async 'health of the server'(connection) {
    const { reply } = await unary(connection.health(), 'Check', {});
    assert.equal(reply.status, 'SERVING');
  },

  async 'health of a service'(connection) {
    const { reply } = await unary(connection.health(), 'Check', { service: 'solidarity.v1.SectionsService' });
    assert.equal(reply.status, 'SERVING');
  },

  async 'health of an unknown service'(connection) {
    const { error } = await unary(connection.health(), 'Check', { service: 'solidarity.v1.Nowhere' });
    assert.equal(error.code, status.NOT_FOUND);
  },

  async 'health watched'(connection) {
    const call = connection.health().Watch({});
    const watch = follow(call);
    assert.equal((await watch.next()).status, 'SERVING');
    call.cancel();
    assert.equal((await watch.ended).code, status.CANCELLED);
  },
};

// Tools ask the newer version first; older ones know only the other, which has the same messages.
const reflection = (version) => ({
  [`reflection ${version} lists the services`]: async (connection) => {
    const response = await ask(connection, version, { listServices: '' });
    const names = response.listServicesResponse.service.map((service) => service.name);
    assert.ok(names.includes('solidarity.v1.SectionsService'), names.join(' '));
    assert.ok(names.includes('grpc.health.v1.Health'), names.join(' '));
  },

  [`reflection ${version} does not find what is unknown`]: async (connection) => {
    const response = await ask(connection, version, { fileContainingSymbol: 'solidarity.v1.Nobody' });
    assert.equal(response.errorResponse.errorCode, status.NOT_FOUND);
  },

  [`a client made from reflection ${version} alone can call`]: async (connection) => {
    const response = await ask(connection, version, { fileContainingSymbol: 'solidarity.v1.FederationsService' });
    const set = fileDescriptorSet(response.fileDescriptorResponse.fileDescriptorProto);
    const described = grpc.loadPackageDefinition(loader.loadFileDescriptorSetFromBuffer(set));
    // Descriptors have the fields' names as the .proto files write them.
    const client = connection.client(described.solidarity.v1.FederationsService);
    const { error } = await unary(client, 'FoundFederation', {
      request_id: randomUUID(),
      federation_id: `by-${version}`,
      display_name: version,
      level: 'LEVEL_LOCAL',
      country: 'CH',
    });
    assert.equal(error, null);
    const { reply } = await unary(client, 'GetFederation', { name: `federations/by-${version}` });
    assert.equal(reply.display_name, version);
  },
});

export const scenarios = { ...health, ...reflection('v1'), ...reflection('v1alpha') };
