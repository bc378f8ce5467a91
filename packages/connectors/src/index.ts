export type { Connector, ConnectorSetup } from './connector.ts';
export type { AwsAccess, AwsCredentials, ConnectorEnvironment, LineOutput } from './environment.ts';
export { ByteWriter } from './formats/byte-writer.ts';
export {
  type DecoderSetup,
  type EncoderSetup,
  MalformedRow,
  type RowDecoder,
  type RowEncoder,
} from './formats/format.ts';
export { createDecoder, createEncoder } from './formats/index.ts';
export { RowBuffer } from './formats/row-buffer.ts';
export { javaText } from './print/java-text.ts';
export { createConnectorRuntime } from './runtime.ts';
