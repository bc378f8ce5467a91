import { kinesisAnalyticsModel } from '../model/kinesis-analytics-model.ts';
import type { AwsService, CallContext, Operation } from '../wire/service.ts';
import { addLoggingOption, addVpc, deleteLoggingOption, deleteVpc } from './component-operations.ts';
import {
  describeOperation,
  describeVersion,
  listOperations,
  listTags,
  listVersions,
  tagResource,
  untagResource,
} from './history-operations.ts';
import {
  createApplication,
  createPresignedUrl,
  deleteApplication,
  describeApplication,
  listApplications,
  rollBackApplication,
  startApplication,
  stopApplication,
  updateApplication,
  updateMaintenance,
} from './lifecycle-operations.ts';
import { type AnalyticsScope, withErrorTypes } from './scope.ts';
import { createSnapshot, deleteSnapshot, describeSnapshot, listSnapshots } from './snapshot-operations.ts';

/** The managed applications' API, version 2. */
export function createKinesisAnalyticsService(scope: AnalyticsScope): AwsService {
  const bind =
    (operation: (scope: AnalyticsScope, input: never, context: CallContext) => unknown): Operation =>
    (input, context) =>
      withErrorTypes(() => operation(scope, input, context));
  return {
    model: kinesisAnalyticsModel,
    operations: {
      AddApplicationCloudWatchLoggingOption: bind(addLoggingOption),
      AddApplicationVpcConfiguration: bind(addVpc),
      CreateApplication: bind(createApplication),
      CreateApplicationPresignedUrl: bind(createPresignedUrl),
      CreateApplicationSnapshot: bind(createSnapshot),
      DeleteApplication: bind(deleteApplication),
      DeleteApplicationCloudWatchLoggingOption: bind(deleteLoggingOption),
      DeleteApplicationSnapshot: bind(deleteSnapshot),
      DeleteApplicationVpcConfiguration: bind(deleteVpc),
      DescribeApplication: bind(describeApplication),
      DescribeApplicationOperation: bind(describeOperation),
      DescribeApplicationSnapshot: bind(describeSnapshot),
      DescribeApplicationVersion: bind(describeVersion),
      ListApplicationOperations: bind(listOperations),
      ListApplicationSnapshots: bind(listSnapshots),
      ListApplicationVersions: bind(listVersions),
      ListApplications: bind(listApplications),
      ListTagsForResource: bind(listTags),
      RollbackApplication: bind(rollBackApplication),
      StartApplication: bind(startApplication),
      StopApplication: bind(stopApplication),
      TagResource: bind(tagResource),
      UntagResource: bind(untagResource),
      UpdateApplication: bind(updateApplication),
      UpdateApplicationMaintenanceConfiguration: bind(updateMaintenance),
    },
  };
}
