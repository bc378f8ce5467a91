// Written by scripts/trim-service-models.mjs; change that and run it again.
import type { ServiceModel } from './shapes.ts';

export const kinesisAnalyticsModel: ServiceModel = {
  targetPrefix: 'KinesisAnalytics_20180523',
  signingName: 'kinesisanalytics',
  inputs: {
    AddApplicationCloudWatchLoggingOption: 'AddApplicationCloudWatchLoggingOptionRequest',
    AddApplicationVpcConfiguration: 'AddApplicationVpcConfigurationRequest',
    CreateApplication: 'CreateApplicationRequest',
    CreateApplicationPresignedUrl: 'CreateApplicationPresignedUrlRequest',
    CreateApplicationSnapshot: 'CreateApplicationSnapshotRequest',
    DeleteApplication: 'DeleteApplicationRequest',
    DeleteApplicationCloudWatchLoggingOption: 'DeleteApplicationCloudWatchLoggingOptionRequest',
    DeleteApplicationSnapshot: 'DeleteApplicationSnapshotRequest',
    DeleteApplicationVpcConfiguration: 'DeleteApplicationVpcConfigurationRequest',
    DescribeApplication: 'DescribeApplicationRequest',
    DescribeApplicationOperation: 'DescribeApplicationOperationRequest',
    DescribeApplicationSnapshot: 'DescribeApplicationSnapshotRequest',
    DescribeApplicationVersion: 'DescribeApplicationVersionRequest',
    ListApplicationOperations: 'ListApplicationOperationsRequest',
    ListApplicationSnapshots: 'ListApplicationSnapshotsRequest',
    ListApplicationVersions: 'ListApplicationVersionsRequest',
    ListApplications: 'ListApplicationsRequest',
    ListTagsForResource: 'ListTagsForResourceRequest',
    RollbackApplication: 'RollbackApplicationRequest',
    StartApplication: 'StartApplicationRequest',
    StopApplication: 'StopApplicationRequest',
    TagResource: 'TagResourceRequest',
    UntagResource: 'UntagResourceRequest',
    UpdateApplication: 'UpdateApplicationRequest',
    UpdateApplicationMaintenanceConfiguration: 'UpdateApplicationMaintenanceConfigurationRequest',
  },
  otherOperations: [
    'AddApplicationInput',
    'AddApplicationInputProcessingConfiguration',
    'AddApplicationOutput',
    'AddApplicationReferenceDataSource',
    'CreateSnapshot',
    'DeleteApplicationInputProcessingConfiguration',
    'DeleteApplicationOutput',
    'DeleteApplicationReferenceDataSource',
    'DeleteSnapshot',
    'DescribeSnapshot',
    'DescribeSnapshotOperation',
    'DiscoverInputSchema',
    'ExportSnapshot',
    'ImportSnapshot',
    'ListSnapshotOperations',
    'ListSnapshots',
  ],
  shapes: {
    AddApplicationCloudWatchLoggingOptionRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        CurrentApplicationVersionId: 'ApplicationVersionId',
        CloudWatchLoggingOption: 'CloudWatchLoggingOption',
        ConditionalToken: 'ConditionalToken',
      },
      required: ['ApplicationName', 'CloudWatchLoggingOption'],
    },
    AddApplicationVpcConfigurationRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        CurrentApplicationVersionId: 'ApplicationVersionId',
        VpcConfiguration: 'VpcConfiguration',
        ConditionalToken: 'ConditionalToken',
      },
      required: ['ApplicationName', 'VpcConfiguration'],
    },
    ApplicationCodeConfiguration: {
      type: 'structure',
      members: {
        CodeContent: 'CodeContent',
        CodeContentType: 'CodeContentType',
      },
      required: ['CodeContentType'],
    },
    ApplicationCodeConfigurationUpdate: {
      type: 'structure',
      members: {
        CodeContentTypeUpdate: 'CodeContentType',
        CodeContentUpdate: 'CodeContentUpdate',
      },
    },
    ApplicationConfiguration: {
      type: 'structure',
      members: {
        SqlApplicationConfiguration: 'SqlApplicationConfiguration',
        FlinkApplicationConfiguration: 'FlinkApplicationConfiguration',
        EnvironmentProperties: 'EnvironmentProperties',
        ApplicationCodeConfiguration: 'ApplicationCodeConfiguration',
        ApplicationSnapshotConfiguration: 'ApplicationSnapshotConfiguration',
        ApplicationSystemRollbackConfiguration: 'ApplicationSystemRollbackConfiguration',
        VpcConfigurations: 'VpcConfigurations',
        ZeppelinApplicationConfiguration: 'ZeppelinApplicationConfiguration',
        ApplicationEncryptionConfiguration: 'ApplicationEncryptionConfiguration',
      },
    },
    ApplicationConfigurationUpdate: {
      type: 'structure',
      members: {
        SqlApplicationConfigurationUpdate: 'SqlApplicationConfigurationUpdate',
        ApplicationCodeConfigurationUpdate: 'ApplicationCodeConfigurationUpdate',
        FlinkApplicationConfigurationUpdate: 'FlinkApplicationConfigurationUpdate',
        EnvironmentPropertyUpdates: 'EnvironmentPropertyUpdates',
        ApplicationSnapshotConfigurationUpdate: 'ApplicationSnapshotConfigurationUpdate',
        ApplicationSystemRollbackConfigurationUpdate: 'ApplicationSystemRollbackConfigurationUpdate',
        VpcConfigurationUpdates: 'VpcConfigurationUpdates',
        ZeppelinApplicationConfigurationUpdate: 'ZeppelinApplicationConfigurationUpdate',
        ApplicationEncryptionConfigurationUpdate: 'ApplicationEncryptionConfigurationUpdate',
      },
    },
    ApplicationDescription: {
      type: 'string',
      min: 0,
      max: 1024,
    },
    ApplicationEncryptionConfiguration: {
      type: 'structure',
      members: {
        KeyId: 'KeyId',
        KeyType: 'KeyType',
      },
      required: ['KeyType'],
    },
    ApplicationEncryptionConfigurationUpdate: {
      type: 'structure',
      members: {
        KeyIdUpdate: 'KeyId',
        KeyTypeUpdate: 'KeyType',
      },
      required: ['KeyTypeUpdate'],
    },
    ApplicationMaintenanceConfigurationUpdate: {
      type: 'structure',
      members: { ApplicationMaintenanceWindowStartTimeUpdate: 'ApplicationMaintenanceWindowStartTime' },
      required: ['ApplicationMaintenanceWindowStartTimeUpdate'],
    },
    ApplicationMaintenanceWindowStartTime: {
      type: 'string',
      pattern: '([01][0-9]|2[0-3]):[0-5][0-9]',
      min: 5,
      max: 5,
    },
    ApplicationMode: {
      type: 'string',
      enum: ['STREAMING', 'INTERACTIVE'],
    },
    ApplicationName: {
      type: 'string',
      pattern: '[a-zA-Z0-9_.-]+',
      min: 1,
      max: 128,
    },
    ApplicationRestoreConfiguration: {
      type: 'structure',
      members: {
        ApplicationRestoreType: 'ApplicationRestoreType',
        SnapshotName: 'SnapshotName',
        SnapshotArn: 'SnapshotArn',
      },
      required: ['ApplicationRestoreType'],
    },
    ApplicationRestoreType: {
      type: 'string',
      enum: ['SKIP_RESTORE_FROM_SNAPSHOT', 'RESTORE_FROM_LATEST_SNAPSHOT', 'RESTORE_FROM_CUSTOM_SNAPSHOT'],
    },
    ApplicationSnapshotConfiguration: {
      type: 'structure',
      members: {
        SnapshotsEnabled: 'BooleanObject',
        SnapshotMode: 'SnapshotMode',
      },
      required: ['SnapshotsEnabled'],
    },
    ApplicationSnapshotConfigurationUpdate: {
      type: 'structure',
      members: {
        SnapshotsEnabledUpdate: 'BooleanObject',
        SnapshotModeUpdate: 'SnapshotMode',
      },
      required: ['SnapshotsEnabledUpdate'],
    },
    ApplicationSystemRollbackConfiguration: {
      type: 'structure',
      members: {
        RollbackEnabled: 'BooleanObject',
      },
      required: ['RollbackEnabled'],
    },
    ApplicationSystemRollbackConfigurationUpdate: {
      type: 'structure',
      members: {
        RollbackEnabledUpdate: 'BooleanObject',
      },
      required: ['RollbackEnabledUpdate'],
    },
    ApplicationVersionId: {
      type: 'long',
      min: 1,
      max: 999999999,
    },
    ArtifactType: {
      type: 'string',
      enum: ['UDF', 'DEPENDENCY_JAR'],
    },
    BasePath: {
      type: 'string',
      pattern: "[a-zA-Z0-9/!-_.*'()]+",
      min: 1,
      max: 1024,
    },
    BooleanObject: {
      type: 'boolean',
    },
    BucketARN: {
      type: 'string',
      pattern: 'arn:.*',
      min: 1,
      max: 2048,
    },
    CSVMappingParameters: {
      type: 'structure',
      members: {
        RecordRowDelimiter: 'RecordRowDelimiter',
        RecordColumnDelimiter: 'RecordColumnDelimiter',
      },
      required: ['RecordRowDelimiter', 'RecordColumnDelimiter'],
    },
    CatalogConfiguration: {
      type: 'structure',
      members: {
        GlueDataCatalogConfiguration: 'GlueDataCatalogConfiguration',
      },
      required: ['GlueDataCatalogConfiguration'],
    },
    CatalogConfigurationUpdate: {
      type: 'structure',
      members: {
        GlueDataCatalogConfigurationUpdate: 'GlueDataCatalogConfigurationUpdate',
      },
      required: ['GlueDataCatalogConfigurationUpdate'],
    },
    CheckpointConfiguration: {
      type: 'structure',
      members: {
        ConfigurationType: 'ConfigurationType',
        CheckpointingEnabled: 'BooleanObject',
        CheckpointInterval: 'CheckpointInterval',
        MinPauseBetweenCheckpoints: 'MinPauseBetweenCheckpoints',
      },
      required: ['ConfigurationType'],
    },
    CheckpointConfigurationUpdate: {
      type: 'structure',
      members: {
        ConfigurationTypeUpdate: 'ConfigurationType',
        CheckpointingEnabledUpdate: 'BooleanObject',
        CheckpointIntervalUpdate: 'CheckpointInterval',
        MinPauseBetweenCheckpointsUpdate: 'MinPauseBetweenCheckpoints',
      },
    },
    CheckpointInterval: {
      type: 'long',
      min: 1,
    },
    CloudWatchLoggingOption: {
      type: 'structure',
      members: {
        LogStreamARN: 'LogStreamARN',
      },
      required: ['LogStreamARN'],
    },
    CloudWatchLoggingOptionUpdate: {
      type: 'structure',
      members: {
        CloudWatchLoggingOptionId: 'Id',
        LogStreamARNUpdate: 'LogStreamARN',
      },
      required: ['CloudWatchLoggingOptionId'],
    },
    CloudWatchLoggingOptionUpdates: {
      type: 'list',
      member: 'CloudWatchLoggingOptionUpdate',
    },
    CloudWatchLoggingOptions: {
      type: 'list',
      member: 'CloudWatchLoggingOption',
    },
    CodeContent: {
      type: 'structure',
      members: {
        TextContent: 'TextContent',
        ZipFileContent: 'ZipFileContent',
        S3ContentLocation: 'S3ContentLocation',
      },
    },
    CodeContentType: {
      type: 'string',
      enum: ['PLAINTEXT', 'ZIPFILE'],
    },
    CodeContentUpdate: {
      type: 'structure',
      members: {
        TextContentUpdate: 'TextContent',
        ZipFileContentUpdate: 'ZipFileContent',
        S3ContentLocationUpdate: 'S3ContentLocationUpdate',
      },
    },
    ConditionalToken: {
      type: 'string',
      pattern: '[a-zA-Z0-9-_+/=]+',
      min: 1,
      max: 512,
    },
    ConfigurationType: {
      type: 'string',
      enum: ['DEFAULT', 'CUSTOM'],
    },
    CreateApplicationPresignedUrlRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        UrlType: 'UrlType',
        SessionExpirationDurationInSeconds: 'SessionExpirationDurationInSeconds',
      },
      required: ['ApplicationName', 'UrlType'],
    },
    CreateApplicationRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        ApplicationDescription: 'ApplicationDescription',
        RuntimeEnvironment: 'RuntimeEnvironment',
        ServiceExecutionRole: 'RoleARN',
        ApplicationConfiguration: 'ApplicationConfiguration',
        CloudWatchLoggingOptions: 'CloudWatchLoggingOptions',
        Tags: 'Tags',
        ApplicationMode: 'ApplicationMode',
      },
      required: ['ApplicationName', 'RuntimeEnvironment', 'ServiceExecutionRole'],
    },
    CreateApplicationSnapshotRequest: {
      type: 'structure',
      members: { ApplicationName: 'ApplicationName', SnapshotName: 'SnapshotName' },
      required: ['ApplicationName', 'SnapshotName'],
    },
    CustomArtifactConfiguration: {
      type: 'structure',
      members: {
        ArtifactType: 'ArtifactType',
        S3ContentLocation: 'S3ContentLocation',
        MavenReference: 'MavenReference',
      },
      required: ['ArtifactType'],
    },
    CustomArtifactsConfigurationList: {
      type: 'list',
      member: 'CustomArtifactConfiguration',
      max: 50,
    },
    DatabaseARN: {
      type: 'string',
      pattern: 'arn:.*',
      min: 1,
      max: 2048,
    },
    DeleteApplicationCloudWatchLoggingOptionRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        CurrentApplicationVersionId: 'ApplicationVersionId',
        CloudWatchLoggingOptionId: 'Id',
        ConditionalToken: 'ConditionalToken',
      },
      required: ['ApplicationName', 'CloudWatchLoggingOptionId'],
    },
    DeleteApplicationRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        CreateTimestamp: 'Timestamp',
      },
      required: ['ApplicationName', 'CreateTimestamp'],
    },
    DeleteApplicationSnapshotRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        SnapshotName: 'SnapshotName',
        SnapshotCreationTimestamp: 'Timestamp',
      },
      required: ['ApplicationName', 'SnapshotName', 'SnapshotCreationTimestamp'],
    },
    DeleteApplicationVpcConfigurationRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        CurrentApplicationVersionId: 'ApplicationVersionId',
        VpcConfigurationId: 'Id',
        ConditionalToken: 'ConditionalToken',
      },
      required: ['ApplicationName', 'VpcConfigurationId'],
    },
    DeployAsApplicationConfiguration: {
      type: 'structure',
      members: {
        S3ContentLocation: 'S3ContentBaseLocation',
      },
      required: ['S3ContentLocation'],
    },
    DeployAsApplicationConfigurationUpdate: {
      type: 'structure',
      members: {
        S3ContentLocationUpdate: 'S3ContentBaseLocationUpdate',
      },
    },
    DescribeApplicationOperationRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        OperationId: 'OperationId',
      },
      required: ['ApplicationName', 'OperationId'],
    },
    DescribeApplicationRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        IncludeAdditionalDetails: 'BooleanObject',
      },
      required: ['ApplicationName'],
    },
    DescribeApplicationSnapshotRequest: {
      type: 'structure',
      members: { ApplicationName: 'ApplicationName', SnapshotName: 'SnapshotName' },
      required: ['ApplicationName', 'SnapshotName'],
    },
    DescribeApplicationVersionRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        ApplicationVersionId: 'ApplicationVersionId',
      },
      required: ['ApplicationName', 'ApplicationVersionId'],
    },
    DestinationSchema: {
      type: 'structure',
      members: {
        RecordFormatType: 'RecordFormatType',
      },
      required: ['RecordFormatType'],
    },
    EnvironmentProperties: {
      type: 'structure',
      members: {
        PropertyGroups: 'PropertyGroups',
      },
      required: ['PropertyGroups'],
    },
    EnvironmentPropertyUpdates: {
      type: 'structure',
      members: {
        PropertyGroups: 'PropertyGroups',
      },
      required: ['PropertyGroups'],
    },
    FileKey: {
      type: 'string',
      min: 1,
      max: 1024,
    },
    FlinkApplicationConfiguration: {
      type: 'structure',
      members: {
        CheckpointConfiguration: 'CheckpointConfiguration',
        MonitoringConfiguration: 'MonitoringConfiguration',
        ParallelismConfiguration: 'ParallelismConfiguration',
      },
    },
    FlinkApplicationConfigurationUpdate: {
      type: 'structure',
      members: {
        CheckpointConfigurationUpdate: 'CheckpointConfigurationUpdate',
        MonitoringConfigurationUpdate: 'MonitoringConfigurationUpdate',
        ParallelismConfigurationUpdate: 'ParallelismConfigurationUpdate',
      },
    },
    FlinkRunConfiguration: {
      type: 'structure',
      members: {
        AllowNonRestoredState: 'BooleanObject',
      },
    },
    GlueDataCatalogConfiguration: {
      type: 'structure',
      members: {
        DatabaseARN: 'DatabaseARN',
      },
      required: ['DatabaseARN'],
    },
    GlueDataCatalogConfigurationUpdate: {
      type: 'structure',
      members: {
        DatabaseARNUpdate: 'DatabaseARN',
      },
      required: ['DatabaseARNUpdate'],
    },
    Id: {
      type: 'string',
      pattern: '[a-zA-Z0-9_.-]+',
      min: 1,
      max: 50,
    },
    InAppStreamName: {
      type: 'string',
      pattern: '[^-\\s<>&]*',
      min: 1,
      max: 32,
    },
    InAppTableName: {
      type: 'string',
      min: 1,
      max: 32,
    },
    Input: {
      type: 'structure',
      members: {
        NamePrefix: 'InAppStreamName',
        InputProcessingConfiguration: 'InputProcessingConfiguration',
        KinesisStreamsInput: 'KinesisStreamsInput',
        KinesisFirehoseInput: 'KinesisFirehoseInput',
        InputParallelism: 'InputParallelism',
        InputSchema: 'SourceSchema',
      },
      required: ['NamePrefix', 'InputSchema'],
    },
    InputLambdaProcessor: {
      type: 'structure',
      members: {
        ResourceARN: 'ResourceARN',
      },
      required: ['ResourceARN'],
    },
    InputLambdaProcessorUpdate: {
      type: 'structure',
      members: {
        ResourceARNUpdate: 'ResourceARN',
      },
      required: ['ResourceARNUpdate'],
    },
    InputParallelism: {
      type: 'structure',
      members: {
        Count: 'InputParallelismCount',
      },
    },
    InputParallelismCount: {
      type: 'integer',
      min: 1,
      max: 64,
    },
    InputParallelismUpdate: {
      type: 'structure',
      members: {
        CountUpdate: 'InputParallelismCount',
      },
      required: ['CountUpdate'],
    },
    InputProcessingConfiguration: {
      type: 'structure',
      members: {
        InputLambdaProcessor: 'InputLambdaProcessor',
      },
      required: ['InputLambdaProcessor'],
    },
    InputProcessingConfigurationUpdate: {
      type: 'structure',
      members: {
        InputLambdaProcessorUpdate: 'InputLambdaProcessorUpdate',
      },
      required: ['InputLambdaProcessorUpdate'],
    },
    InputSchemaUpdate: {
      type: 'structure',
      members: {
        RecordFormatUpdate: 'RecordFormat',
        RecordEncodingUpdate: 'RecordEncoding',
        RecordColumnUpdates: 'RecordColumns',
      },
    },
    InputStartingPosition: {
      type: 'string',
      enum: ['NOW', 'TRIM_HORIZON', 'LAST_STOPPED_POINT'],
    },
    InputStartingPositionConfiguration: {
      type: 'structure',
      members: {
        InputStartingPosition: 'InputStartingPosition',
      },
    },
    InputUpdate: {
      type: 'structure',
      members: {
        InputId: 'Id',
        NamePrefixUpdate: 'InAppStreamName',
        InputProcessingConfigurationUpdate: 'InputProcessingConfigurationUpdate',
        KinesisStreamsInputUpdate: 'KinesisStreamsInputUpdate',
        KinesisFirehoseInputUpdate: 'KinesisFirehoseInputUpdate',
        InputSchemaUpdate: 'InputSchemaUpdate',
        InputParallelismUpdate: 'InputParallelismUpdate',
      },
      required: ['InputId'],
    },
    InputUpdates: {
      type: 'list',
      member: 'InputUpdate',
    },
    Inputs: {
      type: 'list',
      member: 'Input',
    },
    JSONMappingParameters: {
      type: 'structure',
      members: {
        RecordRowPath: 'RecordRowPath',
      },
      required: ['RecordRowPath'],
    },
    KeyId: {
      type: 'string',
      min: 1,
      max: 2048,
    },
    KeyType: {
      type: 'string',
      enum: ['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KEY'],
    },
    KinesisAnalyticsARN: {
      type: 'string',
      pattern: 'arn:.*',
      min: 1,
      max: 2048,
    },
    KinesisFirehoseInput: {
      type: 'structure',
      members: {
        ResourceARN: 'ResourceARN',
      },
      required: ['ResourceARN'],
    },
    KinesisFirehoseInputUpdate: {
      type: 'structure',
      members: {
        ResourceARNUpdate: 'ResourceARN',
      },
      required: ['ResourceARNUpdate'],
    },
    KinesisFirehoseOutput: {
      type: 'structure',
      members: {
        ResourceARN: 'ResourceARN',
      },
      required: ['ResourceARN'],
    },
    KinesisFirehoseOutputUpdate: {
      type: 'structure',
      members: {
        ResourceARNUpdate: 'ResourceARN',
      },
      required: ['ResourceARNUpdate'],
    },
    KinesisStreamsInput: {
      type: 'structure',
      members: {
        ResourceARN: 'ResourceARN',
      },
      required: ['ResourceARN'],
    },
    KinesisStreamsInputUpdate: {
      type: 'structure',
      members: {
        ResourceARNUpdate: 'ResourceARN',
      },
      required: ['ResourceARNUpdate'],
    },
    KinesisStreamsOutput: {
      type: 'structure',
      members: {
        ResourceARN: 'ResourceARN',
      },
      required: ['ResourceARN'],
    },
    KinesisStreamsOutputUpdate: {
      type: 'structure',
      members: {
        ResourceARNUpdate: 'ResourceARN',
      },
      required: ['ResourceARNUpdate'],
    },
    LambdaOutput: {
      type: 'structure',
      members: {
        ResourceARN: 'ResourceARN',
      },
      required: ['ResourceARN'],
    },
    LambdaOutputUpdate: {
      type: 'structure',
      members: {
        ResourceARNUpdate: 'ResourceARN',
      },
      required: ['ResourceARNUpdate'],
    },
    ListApplicationOperationsInputLimit: {
      type: 'integer',
      min: 1,
      max: 50,
    },
    ListApplicationOperationsRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        Limit: 'ListApplicationOperationsInputLimit',
        NextToken: 'NextToken',
        Operation: 'Operation',
        OperationStatus: 'OperationStatus',
      },
      required: ['ApplicationName'],
    },
    ListApplicationSnapshotsRequest: {
      type: 'structure',
      members: { ApplicationName: 'ApplicationName', Limit: 'ListSnapshotsInputLimit', NextToken: 'NextToken' },
      required: ['ApplicationName'],
    },
    ListApplicationVersionsInputLimit: {
      type: 'integer',
      min: 1,
      max: 50,
    },
    ListApplicationVersionsRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        Limit: 'ListApplicationVersionsInputLimit',
        NextToken: 'NextToken',
      },
      required: ['ApplicationName'],
    },
    ListApplicationsInputLimit: {
      type: 'integer',
      min: 1,
      max: 50,
    },
    ListApplicationsRequest: {
      type: 'structure',
      members: {
        Limit: 'ListApplicationsInputLimit',
        NextToken: 'ApplicationName',
        ExclusiveStartApplicationName: 'ApplicationName',
      },
    },
    ListSnapshotsInputLimit: {
      type: 'integer',
      min: 1,
      max: 50,
    },
    ListTagsForResourceRequest: {
      type: 'structure',
      members: {
        ResourceARN: 'KinesisAnalyticsARN',
      },
      required: ['ResourceARN'],
    },
    LogLevel: {
      type: 'string',
      enum: ['INFO', 'WARN', 'ERROR', 'DEBUG'],
    },
    LogStreamARN: {
      type: 'string',
      pattern: 'arn:.*',
      min: 1,
      max: 2048,
    },
    MappingParameters: {
      type: 'structure',
      members: {
        JSONMappingParameters: 'JSONMappingParameters',
        CSVMappingParameters: 'CSVMappingParameters',
      },
    },
    MavenArtifactId: {
      type: 'string',
      pattern: '[a-zA-Z0-9_.-]+',
      min: 1,
      max: 256,
    },
    MavenGroupId: {
      type: 'string',
      pattern: '[a-zA-Z0-9_.-]+',
      min: 1,
      max: 256,
    },
    MavenReference: {
      type: 'structure',
      members: {
        GroupId: 'MavenGroupId',
        ArtifactId: 'MavenArtifactId',
        Version: 'MavenVersion',
      },
      required: ['GroupId', 'ArtifactId', 'Version'],
    },
    MavenVersion: {
      type: 'string',
      pattern: '[a-zA-Z0-9_.-]+',
      min: 1,
      max: 256,
    },
    MetricsLevel: {
      type: 'string',
      enum: ['APPLICATION', 'TASK', 'OPERATOR', 'PARALLELISM'],
    },
    MinPauseBetweenCheckpoints: {
      type: 'long',
      min: 0,
    },
    MonitoringConfiguration: {
      type: 'structure',
      members: {
        ConfigurationType: 'ConfigurationType',
        MetricsLevel: 'MetricsLevel',
        LogLevel: 'LogLevel',
      },
      required: ['ConfigurationType'],
    },
    MonitoringConfigurationUpdate: {
      type: 'structure',
      members: {
        ConfigurationTypeUpdate: 'ConfigurationType',
        MetricsLevelUpdate: 'MetricsLevel',
        LogLevelUpdate: 'LogLevel',
      },
    },
    NextToken: {
      type: 'string',
      min: 1,
      max: 512,
    },
    ObjectVersion: {
      type: 'string',
      min: 0,
      max: 1024,
    },
    Operation: {
      type: 'string',
      min: 1,
      max: 64,
    },
    OperationId: {
      type: 'string',
      min: 1,
      max: 64,
    },
    OperationStatus: {
      type: 'string',
      enum: ['IN_PROGRESS', 'CANCELLED', 'SUCCESSFUL', 'FAILED'],
    },
    Output: {
      type: 'structure',
      members: {
        Name: 'InAppStreamName',
        KinesisStreamsOutput: 'KinesisStreamsOutput',
        KinesisFirehoseOutput: 'KinesisFirehoseOutput',
        LambdaOutput: 'LambdaOutput',
        DestinationSchema: 'DestinationSchema',
      },
      required: ['Name', 'DestinationSchema'],
    },
    OutputUpdate: {
      type: 'structure',
      members: {
        OutputId: 'Id',
        NameUpdate: 'InAppStreamName',
        KinesisStreamsOutputUpdate: 'KinesisStreamsOutputUpdate',
        KinesisFirehoseOutputUpdate: 'KinesisFirehoseOutputUpdate',
        LambdaOutputUpdate: 'LambdaOutputUpdate',
        DestinationSchemaUpdate: 'DestinationSchema',
      },
      required: ['OutputId'],
    },
    OutputUpdates: {
      type: 'list',
      member: 'OutputUpdate',
    },
    Outputs: {
      type: 'list',
      member: 'Output',
    },
    Parallelism: {
      type: 'integer',
      min: 1,
    },
    ParallelismConfiguration: {
      type: 'structure',
      members: {
        ConfigurationType: 'ConfigurationType',
        Parallelism: 'Parallelism',
        ParallelismPerKPU: 'ParallelismPerKPU',
        AutoScalingEnabled: 'BooleanObject',
      },
      required: ['ConfigurationType'],
    },
    ParallelismConfigurationUpdate: {
      type: 'structure',
      members: {
        ConfigurationTypeUpdate: 'ConfigurationType',
        ParallelismUpdate: 'Parallelism',
        ParallelismPerKPUUpdate: 'ParallelismPerKPU',
        AutoScalingEnabledUpdate: 'BooleanObject',
      },
    },
    ParallelismPerKPU: {
      type: 'integer',
      min: 1,
    },
    PropertyGroup: {
      type: 'structure',
      members: {
        PropertyGroupId: 'Id',
        PropertyMap: 'PropertyMap',
      },
      required: ['PropertyGroupId', 'PropertyMap'],
    },
    PropertyGroups: {
      type: 'list',
      member: 'PropertyGroup',
      max: 50,
    },
    PropertyKey: {
      type: 'string',
      min: 1,
      max: 2048,
    },
    PropertyMap: {
      type: 'map',
      key: 'PropertyKey',
      value: 'PropertyValue',
      min: 1,
      max: 50,
    },
    PropertyValue: {
      type: 'string',
      min: 1,
      max: 2048,
    },
    RecordColumn: {
      type: 'structure',
      members: {
        Name: 'RecordColumnName',
        Mapping: 'RecordColumnMapping',
        SqlType: 'RecordColumnSqlType',
      },
      required: ['Name', 'SqlType'],
    },
    RecordColumnDelimiter: {
      type: 'string',
      min: 1,
      max: 1024,
    },
    RecordColumnMapping: {
      type: 'string',
      min: 0,
      max: 65535,
    },
    RecordColumnName: {
      type: 'string',
      pattern: '[^-\\s<>&]*',
      min: 1,
      max: 256,
    },
    RecordColumnSqlType: {
      type: 'string',
      min: 1,
      max: 100,
    },
    RecordColumns: {
      type: 'list',
      member: 'RecordColumn',
      min: 1,
      max: 1000,
    },
    RecordEncoding: {
      type: 'string',
      pattern: 'UTF-8',
      min: 5,
      max: 5,
    },
    RecordFormat: {
      type: 'structure',
      members: {
        RecordFormatType: 'RecordFormatType',
        MappingParameters: 'MappingParameters',
      },
      required: ['RecordFormatType'],
    },
    RecordFormatType: {
      type: 'string',
      enum: ['JSON', 'CSV'],
    },
    RecordRowDelimiter: {
      type: 'string',
      min: 1,
      max: 1024,
    },
    RecordRowPath: {
      type: 'string',
      pattern: '^(?=^\\$)(?=^\\S+$).*$',
      min: 1,
      max: 65535,
    },
    ReferenceDataSource: {
      type: 'structure',
      members: {
        TableName: 'InAppTableName',
        S3ReferenceDataSource: 'S3ReferenceDataSource',
        ReferenceSchema: 'SourceSchema',
      },
      required: ['TableName', 'ReferenceSchema'],
    },
    ReferenceDataSourceUpdate: {
      type: 'structure',
      members: {
        ReferenceId: 'Id',
        TableNameUpdate: 'InAppTableName',
        S3ReferenceDataSourceUpdate: 'S3ReferenceDataSourceUpdate',
        ReferenceSchemaUpdate: 'SourceSchema',
      },
      required: ['ReferenceId'],
    },
    ReferenceDataSourceUpdates: {
      type: 'list',
      member: 'ReferenceDataSourceUpdate',
    },
    ReferenceDataSources: {
      type: 'list',
      member: 'ReferenceDataSource',
    },
    ResourceARN: {
      type: 'string',
      pattern: 'arn:.*',
      min: 1,
      max: 2048,
    },
    RoleARN: {
      type: 'string',
      pattern: 'arn:.*',
      min: 1,
      max: 2048,
    },
    RollbackApplicationRequest: {
      type: 'structure',
      members: { ApplicationName: 'ApplicationName', CurrentApplicationVersionId: 'ApplicationVersionId' },
      required: ['ApplicationName', 'CurrentApplicationVersionId'],
    },
    RunConfiguration: {
      type: 'structure',
      members: {
        FlinkRunConfiguration: 'FlinkRunConfiguration',
        SqlRunConfigurations: 'SqlRunConfigurations',
        ApplicationRestoreConfiguration: 'ApplicationRestoreConfiguration',
      },
    },
    RunConfigurationUpdate: {
      type: 'structure',
      members: {
        FlinkRunConfiguration: 'FlinkRunConfiguration',
        ApplicationRestoreConfiguration: 'ApplicationRestoreConfiguration',
      },
    },
    RuntimeEnvironment: {
      type: 'string',
      enum: [
        'SQL-1_0',
        'FLINK-1_6',
        'FLINK-1_8',
        'ZEPPELIN-FLINK-1_0',
        'FLINK-1_11',
        'FLINK-1_13',
        'ZEPPELIN-FLINK-2_0',
        'FLINK-1_15',
        'ZEPPELIN-FLINK-3_0',
        'FLINK-1_18',
        'FLINK-1_19',
        'FLINK-1_20',
        'FLINK-2_2',
        'FLINK-2_3',
      ],
    },
    S3ContentBaseLocation: {
      type: 'structure',
      members: {
        BucketARN: 'BucketARN',
        BasePath: 'BasePath',
      },
      required: ['BucketARN'],
    },
    S3ContentBaseLocationUpdate: {
      type: 'structure',
      members: {
        BucketARNUpdate: 'BucketARN',
        BasePathUpdate: 'BasePath',
      },
    },
    S3ContentLocation: {
      type: 'structure',
      members: {
        BucketARN: 'BucketARN',
        FileKey: 'FileKey',
        ObjectVersion: 'ObjectVersion',
      },
      required: ['BucketARN', 'FileKey'],
    },
    S3ContentLocationUpdate: {
      type: 'structure',
      members: {
        BucketARNUpdate: 'BucketARN',
        FileKeyUpdate: 'FileKey',
        ObjectVersionUpdate: 'ObjectVersion',
      },
    },
    S3ReferenceDataSource: {
      type: 'structure',
      members: {
        BucketARN: 'BucketARN',
        FileKey: 'FileKey',
      },
    },
    S3ReferenceDataSourceUpdate: {
      type: 'structure',
      members: {
        BucketARNUpdate: 'BucketARN',
        FileKeyUpdate: 'FileKey',
      },
    },
    SecurityGroupId: {
      type: 'string',
    },
    SecurityGroupIds: {
      type: 'list',
      member: 'SecurityGroupId',
      min: 1,
      max: 5,
    },
    SessionExpirationDurationInSeconds: {
      type: 'long',
      min: 1800,
      max: 43200,
    },
    SnapshotArn: {
      type: 'string',
      min: 1,
      max: 2048,
    },
    SnapshotMode: {
      type: 'string',
      enum: ['APPLICATION_SNAPSHOTS_LEGACY', 'ENHANCED_SNAPSHOTS'],
    },
    SnapshotName: {
      type: 'string',
      pattern: '[a-zA-Z0-9_.-]+',
      min: 1,
      max: 256,
    },
    SourceSchema: {
      type: 'structure',
      members: {
        RecordFormat: 'RecordFormat',
        RecordEncoding: 'RecordEncoding',
        RecordColumns: 'RecordColumns',
      },
      required: ['RecordFormat', 'RecordColumns'],
    },
    SqlApplicationConfiguration: {
      type: 'structure',
      members: {
        Inputs: 'Inputs',
        Outputs: 'Outputs',
        ReferenceDataSources: 'ReferenceDataSources',
      },
    },
    SqlApplicationConfigurationUpdate: {
      type: 'structure',
      members: {
        InputUpdates: 'InputUpdates',
        OutputUpdates: 'OutputUpdates',
        ReferenceDataSourceUpdates: 'ReferenceDataSourceUpdates',
      },
    },
    SqlRunConfiguration: {
      type: 'structure',
      members: {
        InputId: 'Id',
        InputStartingPositionConfiguration: 'InputStartingPositionConfiguration',
      },
      required: ['InputId', 'InputStartingPositionConfiguration'],
    },
    SqlRunConfigurations: {
      type: 'list',
      member: 'SqlRunConfiguration',
    },
    StartApplicationRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        RunConfiguration: 'RunConfiguration',
      },
      required: ['ApplicationName'],
    },
    StopApplicationRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        Force: 'BooleanObject',
      },
      required: ['ApplicationName'],
    },
    SubnetId: {
      type: 'string',
    },
    SubnetIds: {
      type: 'list',
      member: 'SubnetId',
      min: 1,
      max: 16,
    },
    Tag: {
      type: 'structure',
      members: {
        Key: 'TagKey',
        Value: 'TagValue',
      },
      required: ['Key'],
    },
    TagKey: {
      type: 'string',
      min: 1,
      max: 128,
    },
    TagKeys: {
      type: 'list',
      member: 'TagKey',
      min: 1,
      max: 200,
    },
    TagResourceRequest: {
      type: 'structure',
      members: {
        ResourceARN: 'KinesisAnalyticsARN',
        Tags: 'Tags',
      },
      required: ['ResourceARN', 'Tags'],
    },
    TagValue: {
      type: 'string',
      min: 0,
      max: 256,
    },
    Tags: {
      type: 'list',
      member: 'Tag',
      min: 1,
      max: 200,
    },
    TextContent: {
      type: 'string',
      min: 0,
      max: 102400,
    },
    Timestamp: {
      type: 'timestamp',
    },
    UntagResourceRequest: {
      type: 'structure',
      members: {
        ResourceARN: 'KinesisAnalyticsARN',
        TagKeys: 'TagKeys',
      },
      required: ['ResourceARN', 'TagKeys'],
    },
    UpdateApplicationMaintenanceConfigurationRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        ApplicationMaintenanceConfigurationUpdate: 'ApplicationMaintenanceConfigurationUpdate',
      },
      required: ['ApplicationName', 'ApplicationMaintenanceConfigurationUpdate'],
    },
    UpdateApplicationRequest: {
      type: 'structure',
      members: {
        ApplicationName: 'ApplicationName',
        CurrentApplicationVersionId: 'ApplicationVersionId',
        ApplicationConfigurationUpdate: 'ApplicationConfigurationUpdate',
        ServiceExecutionRoleUpdate: 'RoleARN',
        RunConfigurationUpdate: 'RunConfigurationUpdate',
        CloudWatchLoggingOptionUpdates: 'CloudWatchLoggingOptionUpdates',
        ConditionalToken: 'ConditionalToken',
        RuntimeEnvironmentUpdate: 'RuntimeEnvironment',
      },
      required: ['ApplicationName'],
    },
    UrlType: {
      type: 'string',
      enum: ['FLINK_DASHBOARD_URL', 'ZEPPELIN_UI_URL'],
    },
    VpcConfiguration: {
      type: 'structure',
      members: {
        SubnetIds: 'SubnetIds',
        SecurityGroupIds: 'SecurityGroupIds',
      },
      required: ['SubnetIds', 'SecurityGroupIds'],
    },
    VpcConfigurationUpdate: {
      type: 'structure',
      members: {
        VpcConfigurationId: 'Id',
        SubnetIdUpdates: 'SubnetIds',
        SecurityGroupIdUpdates: 'SecurityGroupIds',
      },
      required: ['VpcConfigurationId'],
    },
    VpcConfigurationUpdates: {
      type: 'list',
      member: 'VpcConfigurationUpdate',
    },
    VpcConfigurations: {
      type: 'list',
      member: 'VpcConfiguration',
    },
    ZeppelinApplicationConfiguration: {
      type: 'structure',
      members: {
        MonitoringConfiguration: 'ZeppelinMonitoringConfiguration',
        CatalogConfiguration: 'CatalogConfiguration',
        DeployAsApplicationConfiguration: 'DeployAsApplicationConfiguration',
        CustomArtifactsConfiguration: 'CustomArtifactsConfigurationList',
      },
    },
    ZeppelinApplicationConfigurationUpdate: {
      type: 'structure',
      members: {
        MonitoringConfigurationUpdate: 'ZeppelinMonitoringConfigurationUpdate',
        CatalogConfigurationUpdate: 'CatalogConfigurationUpdate',
        DeployAsApplicationConfigurationUpdate: 'DeployAsApplicationConfigurationUpdate',
        CustomArtifactsConfigurationUpdate: 'CustomArtifactsConfigurationList',
      },
    },
    ZeppelinMonitoringConfiguration: {
      type: 'structure',
      members: {
        LogLevel: 'LogLevel',
      },
      required: ['LogLevel'],
    },
    ZeppelinMonitoringConfigurationUpdate: {
      type: 'structure',
      members: {
        LogLevelUpdate: 'LogLevel',
      },
      required: ['LogLevelUpdate'],
    },
    ZipFileContent: {
      type: 'blob',
      min: 0,
      max: 52428800,
    },
  },
};
