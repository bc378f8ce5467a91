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
  startApplication,
  stopApplication,
  updateApplication,
} from './lifecycle-operations.ts';
import { type AnalyticsScope, withErrorTypes } from './scope.ts';

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
      DeleteApplication: bind(deleteApplication),
      DeleteApplicationCloudWatchLoggingOption: bind(deleteLoggingOption),
      DeleteApplicationVpcConfiguration: bind(deleteVpc),
      DescribeApplication: bind(describeApplication),
      DescribeApplicationOperation: bind(describeOperation),
      DescribeApplicationVersion: bind(describeVersion),
      ListApplicationOperations: bind(listOperations),
      ListApplicationVersions: bind(listVersions),
      ListApplications: bind(listApplications),
      ListTagsForResource: bind(listTags),
      StartApplication: bind(startApplication),
      StopApplication: bind(stopApplication),
      TagResource: bind(tagResource),
      UntagResource: bind(untagResource),
      UpdateApplication: bind(updateApplication),
    },
  };
}
