import type { OptionDefinition } from '../connector-definition.ts';
import { choice, optional } from './option.ts';

/** Options any source may carry, whatever its connector. */
export const commonSourceOptions: readonly OptionDefinition[] = [
  optional('scan.parallelism', 'int', 'How many subtasks read the table; the job’s parallelism when absent.'),
  choice(
    'scan.watermark.emit.strategy',
    ['on-periodic', 'on-event'],
    'on-periodic',
    'When watermarks go out: at intervals of pipeline.auto-watermark-interval, or after every row.',
  ),
  optional('scan.watermark.idle-timeout', 'duration', 'A split without rows for this long no longer holds time back.'),
  optional('scan.watermark.alignment.group', 'string', 'Sources of one group keep their watermarks close together.'),
  optional('scan.watermark.alignment.max-drift', 'duration', 'How far a source may run ahead of its group.'),
  optional('scan.watermark.alignment.update-interval', 'duration', 'How often the group’s watermark is looked at.', {
    default: '1 s',
  }),
];

/** Options any sink may carry, whatever its connector. */
export const commonSinkOptions: readonly OptionDefinition[] = [
  optional('sink.parallelism', 'int', 'How many subtasks write the table; the parallelism of the input when absent.'),
];
