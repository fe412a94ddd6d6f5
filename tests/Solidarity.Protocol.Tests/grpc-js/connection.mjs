// Loads the .proto files and makes clients, as any user of grpc-js does.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

export function connectTo(address, protoFolder) {
  const files = readdirSync(protoFolder, { recursive: true }).filter((name) => name.endsWith('.proto'));
  const definition = loader.loadSync(
    files.map((name) => join(protoFolder, name)),
    { includeDirs: [protoFolder], enums: String, longs: Number, defaults: true });
  const packages = grpc.loadPackageDefinition(definition);
  const open = [];
  const client = (Service, options = {}) => {
    const made = new Service(address, grpc.credentials.createInsecure(), options);
    open.push(made);
    return made;
  };
  return {
    address,
    client,
    federations: () => client(packages.solidarity.v1.FederationsService),
    sections: (options) => client(packages.solidarity.v1.SectionsService, options),
    health: () => client(packages.grpc.health.v1.Health),
    reflection: (version) => client(reflectionService(packages.grpc.reflection.v1.ServerReflection, version)),
    decode: (message, bytes) => definition[message].deserialize(bytes),
    encode: (message, value) => definition[message].serialize(value),
    close: () => open.forEach((made) => made.close()),
  };
}

// The service of another version of the package, with the same method.
function reflectionService({ service }, version) {
  const path = `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;
  return grpc.makeGenericClientConstructor({ ServerReflectionInfo: { ...service.ServerReflectionInfo, path } });
}

// A unary call as a promise of what it gives: the reply or the error.
export function unary(client, method, request, options = {}) {
  return new Promise((resolve) => {
    client[method](request, new grpc.Metadata(), options, (error, reply) => resolve({ error, reply }));
  });
}

// A stream of responses, message by message, and how it ends.
export function follow(call) {
  const ended = new Promise((resolve) => {
    call.on('error', () => {});
    call.on('status', resolve);
  });
  const messages = call[Symbol.asyncIterator]();
  return { next: async () => (await messages.next()).value, ended };
}
