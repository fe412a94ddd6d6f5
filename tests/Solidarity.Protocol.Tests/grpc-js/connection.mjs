// Loads the .proto files and makes clients, as any user of grpc-js does.

import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const FILES = [
  'echo.proto',
  'google/rpc/error_details.proto',
  'google/rpc/status.proto',
  'grpc/health/v1/health.proto',
  'grpc/reflection/v1/reflection.proto',
];

export function connectTo(address, protoFolder) {
  const definition = loader.loadSync(FILES, { includeDirs: [protoFolder], enums: String, defaults: true });
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
    echo: (options) => client(packages.echo.Echo, options),
    health: () => client(packages.grpc.health.v1.Health),
    reflection: () => client(packages.grpc.reflection.v1.ServerReflection),
    decode: (message, bytes) => definition[message].deserialize(bytes),
    encode: (message, value) => definition[message].serialize(value),
    close: () => open.forEach((made) => made.close()),
  };
}

// A unary call as a promise of all that it gives: the reply or the error, headers and trailers.
export function unary(client, method, request, { metadata = new grpc.Metadata(), ...options } = {}) {
  return new Promise((resolve) => {
    const result = { headers: null, trailers: null };
    let answered = false;
    const finish = () => answered && result.trailers && resolve(result);
    const call = client[method](request, metadata, options, (error, reply) => {
      Object.assign(result, { error, reply });
      answered = true;
      finish();
    });
    call.on('metadata', (headers) => { result.headers = headers; });
    call.on('status', (status) => { result.trailers = status.metadata; finish(); });
  });
}

// All messages of a stream of responses, and how it ended.
export function readAll(call) {
  return new Promise((resolve) => {
    const messages = [];
    let failure = null;
    call.on('data', (message) => messages.push(message));
    call.on('error', (error) => { failure = error; });
    call.on('status', (status) => resolve({ messages, status, error: failure }));
  });
}
