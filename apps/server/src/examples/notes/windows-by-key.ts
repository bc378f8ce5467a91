import { type ExampleNote, sql, words } from './example-note.ts';

export const windowsByKey: ExampleNote = {
  id: 'windows-by-key',
  title: 'Windows by key',
  sentence: 'Counts and averages sensor readings in windows of five seconds, one row a sensor and window.',
  paragraphs: [
    words(`# Windows by key

Five sensors measure a temperature. Each reading has its own time (\`measured_at\`), and the watermark allows it to be a second late.
A window is final once the watermark has passed its end: its rows come then, and never change.`),
    sql(
      'The sensors',
      `CREATE TEMPORARY TABLE IF NOT EXISTS windows_readings (
  sensor INT,
  temperature DECIMAL(4, 1),
  measured_at TIMESTAMP_LTZ(3),
  WATERMARK FOR measured_at AS measured_at - INTERVAL '1' SECOND
) WITH (
  'connector' = 'datagen',
  'rows-per-second' = '50',
  'fields.sensor.min' = '1',
  'fields.sensor.max' = '5',
  'fields.temperature.min' = '15.0',
  'fields.temperature.max' = '25.0'
)`,
    ),
    sql(
      'Five seconds at a time',
      `SELECT window_end, sensor, COUNT(*) AS readings, AVG(temperature) AS average
FROM TUMBLE(TABLE windows_readings, DESCRIPTOR(measured_at), INTERVAL '5' SECOND)
GROUP BY window_start, window_end, sensor`,
      { view: 'split', chart: { kind: 'line', x: 'window_end', values: ['average'], group: 'sensor' } },
    ),
    words('A sliding window looks back further than it moves: here ten seconds, every two.'),
    sql(
      'The last ten seconds, every two',
      `SELECT window_end, MAX(temperature) AS highest, MIN(temperature) AS lowest
FROM HOP(TABLE windows_readings, DESCRIPTOR(measured_at), INTERVAL '2' SECOND, INTERVAL '10' SECOND)
GROUP BY window_start, window_end`,
      { view: 'split', chart: { kind: 'line', x: 'window_end', values: ['highest', 'lowest'] } },
    ),
  ],
};
