import type { MetricDefinition } from './prometheus-text.ts';

type Definition<N extends string> = MetricDefinition & { readonly name: N };

const gauge = <N extends string>(name: N, help: string): Definition<N> => ({ name, type: 'gauge', help });
const counter = <N extends string>(name: N, help: string): Definition<N> => ({ name, type: 'counter', help });

/** Everything at `/metrics`, by the names the managed service gives its metrics; the last three are Prometheus' own. */
export const METRICS = [
  gauge('KPUs', 'Processing units the settings ask for: parallelism by parallelism per unit.'),
  gauge('uptime', 'Milliseconds the job has run without interruption; -1 when no job is there.'),
  gauge('downtime', 'Milliseconds since the job stopped running by itself; 0 while it runs, -1 when no job is there.'),
  counter('fullRestarts', 'Restarts of the job since its run began.'),
  gauge('lastCheckpointSize', 'Bytes of the last checkpoint.'),
  gauge('lastCheckpointDuration', 'Milliseconds the last checkpoint took.'),
  counter('numberOfFailedCheckpoints', 'Checkpoints that failed since the process began.'),
  gauge('cpuUtilization', 'Processor time of the application’s process in percent: 100 is one core in full.'),
  gauge('heapMemoryUtilization', 'Heap of the job’s thread in percent of what it may have.'),
  counter('numRecordsIn', 'Records received; those read from outside for the whole job.'),
  gauge('numRecordsInPerSecond', 'Records received in the last second.'),
  counter('numRecordsOut', 'Records given on; those written to the outside for the whole job.'),
  gauge('numRecordsOutPerSecond', 'Records given on in the last second.'),
  counter('numLateRecordsDropped', 'Records dropped because they came late.'),
  gauge('currentInputWatermark', 'The watermark that came in, in milliseconds since the epoch; absent without one.'),
  gauge('currentOutputWatermark', 'The watermark given on, in milliseconds since the epoch; absent without one.'),
  gauge('managedMemoryUsed', 'Bytes of state, estimated.'),
  gauge('busyTimeMsPerSecond', 'Milliseconds of a second a subtask works.'),
  gauge('backPressureTimeMsPerSecond', 'Milliseconds of a second a subtask waits for what is behind it.'),
  gauge('idleTimeMsPerSecond', 'Milliseconds of a second a subtask has nothing to do.'),
  gauge('millisBehindLatest', 'Milliseconds a Kinesis source is behind the tip of its stream; absent before it knows.'),
  gauge('process_resident_memory_bytes', 'Resident memory of the application’s process, or of the server.'),
  gauge('process_cpu_usage', 'Processor time of the server’s process as a share: 1 is one core in full.'),
  gauge('process_uptime_seconds', 'Seconds the server has been up.'),
];

export type MetricName = (typeof METRICS)[number]['name'];
