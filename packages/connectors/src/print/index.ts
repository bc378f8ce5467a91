import type { Connector } from '../connector.ts';
import { printOptions } from './options.ts';
import { PrintWriter } from './sink.ts';

export const print: Connector = {
  identifier: 'print',
  openSink: (node, { context, environment }) =>
    new PrintWriter(
      node.physicalColumns.map((column) => column.type),
      printOptions(node.options, context),
      environment.output,
    ),
};
