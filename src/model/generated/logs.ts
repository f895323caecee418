// Written by scripts/extract-models.ts from @aws-sdk/client-cloudwatch-logs. Do not edit.
// Timestamps are milliseconds since the Unix epoch, blobs are Uint8Array.

export type ActionStatus = 'CLIENT_ERROR' | 'COMPLETE' | 'FAILED' | 'IN_PROGRESS';
export type AnomalyDetectorStatus = 'ANALYZING' | 'DELETED' | 'FAILED' | 'INITIALIZING' | 'PAUSED' | 'TRAINING';
export type DataProtectionStatus = 'ACTIVATED' | 'ARCHIVED' | 'DELETED' | 'DISABLED';
export type DeliveryDestinationType = 'CWL' | 'FH' | 'S3' | 'XRAY';
export type DeliverySourceConfigurationSchemaValueType = 'boolean' | 'double' | 'int' | 'long' | 'string';
export type DeliverySourceStatus = 'ACTIVE' | 'INACTIVE';
export type DeliverySourceStatusReason = 'RESOURCE_DELETED';
export type Distribution = 'ByLogStream' | 'Random';
export type EntityRejectionErrorType = 'EntitySizeTooLarge' | 'InvalidAttributes' | 'InvalidEntity' | 'InvalidKeyAttributes' | 'InvalidTypeValue' | 'MissingRequiredFields' | 'UnsupportedLogGroupType';
export type EvaluationFrequency = 'FIFTEEN_MIN' | 'FIVE_MIN' | 'ONE_HOUR' | 'ONE_MIN' | 'TEN_MIN' | 'THIRTY_MIN';
export type EventSource = 'AWSWAF' | 'CloudTrail' | 'EKSAudit' | 'Route53Resolver' | 'VPCFlow';
export type ExecutionStatus = 'Complete' | 'Failed' | 'InvalidQuery' | 'Running' | 'Timeout';
export type ExportTaskStatusCode = 'CANCELLED' | 'COMPLETED' | 'FAILED' | 'PENDING' | 'PENDING_CANCEL' | 'RUNNING';
export type FlattenedElement = 'first' | 'last';
export type ImportStatus = 'CANCELLED' | 'COMPLETED' | 'FAILED' | 'IN_PROGRESS';
export type IndexCategory = 'AUTO' | 'CUSTOM' | 'DEFAULT' | 'INACTIVE';
export type IndexSource = 'ACCOUNT' | 'LOG_GROUP';
export type IndexType = 'FACET' | 'FIELD_INDEX';
export type InheritedProperty = 'ACCOUNT_DATA_PROTECTION';
export type IntegrationStatus = 'ACTIVE' | 'FAILED' | 'PROVISIONING';
export type IntegrationType = 'OPENSEARCH';
export type ListAggregateLogGroupSummariesGroupBy = 'DATA_SOURCE_NAME_AND_TYPE' | 'DATA_SOURCE_NAME_TYPE_AND_FORMAT';
export type LogGroupClass = 'DELIVERY' | 'ESSENTIALS' | 'INFREQUENT_ACCESS' | 'STANDARD';
export type OCSFVersion = 'V1.1' | 'V1.5';
export type OpenSearchResourceStatusType = 'ACTIVE' | 'ERROR' | 'NOT_FOUND';
export type OrderBy = 'LastEventTime' | 'LogStreamName';
export type OutputFormat = 'json' | 'parquet' | 'plain' | 'raw' | 'w3c';
export type PolicyScope = 'ACCOUNT' | 'RESOURCE';
export type PolicyType = 'DATA_PROTECTION_POLICY' | 'FIELD_INDEX_POLICY' | 'METRIC_EXTRACTION_POLICY' | 'RETENTION_POLICY' | 'SUBSCRIPTION_FILTER_POLICY' | 'TRANSFORMER_POLICY';
export type QueryLanguage = 'CWLI' | 'PPL' | 'SQL';
export type QueryStatus = 'Cancelled' | 'Complete' | 'Failed' | 'Running' | 'Scheduled' | 'Timeout' | 'Unknown';
export type S3TableIntegrationSourceStatus = 'ACTIVE' | 'DATA_SOURCE_DELETE_IN_PROGRESS' | 'FAILED' | 'UNHEALTHY';
export type ScheduleType = 'AWS_MANAGED' | 'CUSTOMER_MANAGED';
export type ScheduledQueryDestinationType = 'LOOKUP_TABLE' | 'S3';
export type ScheduledQueryState = 'DISABLED' | 'ENABLED';
export type Scope = 'ALL';
export type StandardUnit = 'Bits' | 'Bits/Second' | 'Bytes' | 'Bytes/Second' | 'Count' | 'Count/Second' | 'Gigabits' | 'Gigabits/Second' | 'Gigabytes' | 'Gigabytes/Second' | 'Kilobits' | 'Kilobits/Second' | 'Kilobytes' | 'Kilobytes/Second' | 'Megabits' | 'Megabits/Second' | 'Megabytes' | 'Megabytes/Second' | 'Microseconds' | 'Milliseconds' | 'None' | 'Percent' | 'Seconds' | 'Terabits' | 'Terabits/Second' | 'Terabytes' | 'Terabytes/Second';
export type State = 'Active' | 'Baseline' | 'Suppressed';
export type StorageTier = 'INTELLIGENT_TIERING' | 'STANDARD';
export type SuppressionState = 'SUPPRESSED' | 'UNSUPPRESSED';
export type SuppressionType = 'INFINITE' | 'LIMITED';
export type SuppressionUnit = 'HOURS' | 'MINUTES' | 'SECONDS';
export type SyslogSourceType = 'VPCE';
export type Type = 'boolean' | 'double' | 'integer' | 'string';

export interface AccessDeniedException {
  readonly message?: string | undefined;
}

export interface AccountPolicy {
  readonly policyName?: string | undefined;
  readonly policyDocument?: string | undefined;
  readonly lastUpdatedTime?: number | undefined;
  readonly policyType?: PolicyType | undefined;
  readonly scope?: Scope | undefined;
  readonly selectionCriteria?: string | undefined;
  readonly accountId?: string | undefined;
}

export interface AddKeyEntry {
  readonly key: string;
  readonly value: string;
  readonly overwriteIfExists?: boolean | undefined;
}

export interface AddKeys {
  readonly entries: readonly AddKeyEntry[];
}

export interface AggregateLogGroupSummary {
  readonly logGroupCount?: number | undefined;
  readonly groupingIdentifiers?: readonly GroupingIdentifier[] | undefined;
}

export interface Anomaly {
  readonly anomalyId: string;
  readonly patternId: string;
  readonly anomalyDetectorArn: string;
  readonly patternString: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly description: string;
  readonly active: boolean;
  readonly state: State;
  readonly histogram: { readonly [key: string]: number };
  readonly logSamples: readonly LogEvent[];
  readonly patternTokens: readonly PatternToken[];
  readonly logGroupArnList: readonly string[];
  readonly patternRegex?: string | undefined;
  readonly priority?: string | undefined;
  readonly suppressed?: boolean | undefined;
  readonly suppressedDate?: number | undefined;
  readonly suppressedUntil?: number | undefined;
  readonly isPatternLevelSuppression?: boolean | undefined;
}

export interface AnomalyDetector {
  readonly anomalyDetectorArn?: string | undefined;
  readonly detectorName?: string | undefined;
  readonly logGroupArnList?: readonly string[] | undefined;
  readonly evaluationFrequency?: EvaluationFrequency | undefined;
  readonly filterPattern?: string | undefined;
  readonly anomalyDetectorStatus?: AnomalyDetectorStatus | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly creationTimeStamp?: number | undefined;
  readonly lastModifiedTimeStamp?: number | undefined;
  readonly anomalyVisibilityTime?: number | undefined;
}

export interface AssociateKmsKeyRequest {
  readonly kmsKeyId: string;
  readonly logGroupName?: string | undefined;
  readonly resourceIdentifier?: string | undefined;
}

export interface AssociateSourceToS3TableIntegrationRequest {
  readonly integrationArn: string;
  readonly dataSource: DataSource;
}

export interface AssociateSourceToS3TableIntegrationResponse {
  readonly identifier?: string | undefined;
}

export interface CSV {
  readonly quoteCharacter?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
}

export interface CancelExportTaskRequest {
  readonly taskId: string;
}

export interface CancelImportTaskRequest {
  readonly importId: string;
}

export interface CancelImportTaskResponse {
  readonly importId?: string | undefined;
  readonly importStatistics?: ImportStatistics | undefined;
  readonly importStatus?: ImportStatus | undefined;
  readonly creationTime?: number | undefined;
  readonly lastUpdatedTime?: number | undefined;
}

export interface ConfigurationTemplate {
  readonly service?: string | undefined;
  readonly logType?: string | undefined;
  readonly resourceType?: string | undefined;
  readonly deliveryDestinationType?: DeliveryDestinationType | undefined;
  readonly defaultDeliveryConfigValues?: ConfigurationTemplateDeliveryConfigValues | undefined;
  readonly allowedFields?: readonly RecordField[] | undefined;
  readonly allowedOutputFormats?: readonly OutputFormat[] | undefined;
  readonly allowedActionForAllowVendedLogsDeliveryForResource?: string | undefined;
  readonly allowedFieldDelimiters?: readonly string[] | undefined;
  readonly allowedSuffixPathFields?: readonly string[] | undefined;
  readonly deliverySourceConfiguration?: readonly DeliverySourceConfigurationSchema[] | undefined;
  readonly s3TablesIntegration?: S3TablesIntegration | undefined;
}

export interface ConfigurationTemplateDeliveryConfigValues {
  readonly recordFields?: readonly string[] | undefined;
  readonly fieldDelimiter?: string | undefined;
  readonly s3DeliveryConfiguration?: S3DeliveryConfiguration | undefined;
}

export interface ConflictException {
  readonly message?: string | undefined;
}

export interface CopyValue {
  readonly entries: readonly CopyValueEntry[];
}

export interface CopyValueEntry {
  readonly source: string;
  readonly target: string;
  readonly overwriteIfExists?: boolean | undefined;
}

export interface CreateDeliveryRequest {
  readonly deliverySourceName: string;
  readonly deliveryDestinationArn: string;
  readonly recordFields?: readonly string[] | undefined;
  readonly fieldDelimiter?: string | undefined;
  readonly s3DeliveryConfiguration?: S3DeliveryConfiguration | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateDeliveryResponse {
  readonly delivery?: Delivery | undefined;
}

export interface CreateExportTaskRequest {
  readonly logGroupName: string;
  readonly from: number;
  readonly to: number;
  readonly destination: string;
  readonly taskName?: string | undefined;
  readonly logStreamNamePrefix?: string | undefined;
  readonly destinationPrefix?: string | undefined;
}

export interface CreateExportTaskResponse {
  readonly taskId?: string | undefined;
}

export interface CreateImportTaskRequest {
  readonly importSourceArn: string;
  readonly importRoleArn: string;
  readonly importFilter?: ImportFilter | undefined;
}

export interface CreateImportTaskResponse {
  readonly importId?: string | undefined;
  readonly importDestinationArn?: string | undefined;
  readonly creationTime?: number | undefined;
}

export interface CreateLogAnomalyDetectorRequest {
  readonly logGroupArnList: readonly string[];
  readonly detectorName?: string | undefined;
  readonly evaluationFrequency?: EvaluationFrequency | undefined;
  readonly filterPattern?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly anomalyVisibilityTime?: number | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateLogAnomalyDetectorResponse {
  readonly anomalyDetectorArn?: string | undefined;
}

export interface CreateLogGroupRequest {
  readonly logGroupName: string;
  readonly kmsKeyId?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
  readonly logGroupClass?: LogGroupClass | undefined;
  readonly deletionProtectionEnabled?: boolean | undefined;
}

export interface CreateLogStreamRequest {
  readonly logGroupName: string;
  readonly logStreamName: string;
}

export interface CreateLookupTableRequest {
  readonly lookupTableName: string;
  readonly description?: string | undefined;
  readonly tableBody?: string | undefined;
  readonly queryId?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateLookupTableResponse {
  readonly lookupTableArn?: string | undefined;
  readonly createdAt?: number | undefined;
}

export interface CreateScheduledQueryRequest {
  readonly name: string;
  readonly queryLanguage: QueryLanguage;
  readonly queryString: string;
  readonly scheduleExpression: string;
  readonly executionRoleArn: string;
  readonly description?: string | undefined;
  readonly logGroupIdentifiers?: readonly string[] | undefined;
  readonly timezone?: string | undefined;
  readonly startTimeOffset?: number | undefined;
  readonly endTimeOffset?: number | undefined;
  readonly destinationConfiguration?: DestinationConfiguration | undefined;
  readonly scheduleStartTime?: number | undefined;
  readonly scheduleEndTime?: number | undefined;
  readonly state?: ScheduledQueryState | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateScheduledQueryResponse {
  readonly scheduledQueryArn?: string | undefined;
  readonly state?: ScheduledQueryState | undefined;
}

export interface DataAlreadyAcceptedException {
  readonly expectedSequenceToken?: string | undefined;
  readonly message?: string | undefined;
}

export interface DataSource {
  readonly name: string;
  readonly type?: string | undefined;
}

export interface DataSourceFilter {
  readonly name: string;
  readonly type?: string | undefined;
}

export interface DateTimeConverter {
  readonly source: string;
  readonly target: string;
  readonly matchPatterns: readonly string[];
  readonly targetFormat?: string | undefined;
  readonly sourceTimezone?: string | undefined;
  readonly targetTimezone?: string | undefined;
  readonly locale?: string | undefined;
}

export interface DeleteAccountPolicyRequest {
  readonly policyName: string;
  readonly policyType: PolicyType;
  readonly dryRun?: boolean | undefined;
}

export interface DeleteAccountPolicyResponse {
  readonly dryRunResult?: DryRunResult | undefined;
}

export interface DeleteDataProtectionPolicyRequest {
  readonly logGroupIdentifier: string;
}

export interface DeleteDeliveryDestinationPolicyRequest {
  readonly deliveryDestinationName: string;
}

export interface DeleteDeliveryDestinationRequest {
  readonly name: string;
}

export interface DeleteDeliveryRequest {
  readonly id: string;
}

export interface DeleteDeliverySourceRequest {
  readonly name: string;
}

export interface DeleteDestinationRequest {
  readonly destinationName: string;
}

export interface DeleteIndexPolicyRequest {
  readonly logGroupIdentifier: string;
}

export interface DeleteIndexPolicyResponse {
}

export interface DeleteIntegrationRequest {
  readonly integrationName: string;
  readonly force?: boolean | undefined;
}

export interface DeleteIntegrationResponse {
}

export interface DeleteKeys {
  readonly withKeys: readonly string[];
}

export interface DeleteLogAnomalyDetectorRequest {
  readonly anomalyDetectorArn: string;
}

export interface DeleteLogGroupRequest {
  readonly logGroupName: string;
}

export interface DeleteLogStreamRequest {
  readonly logGroupName: string;
  readonly logStreamName: string;
}

export interface DeleteLookupTableRequest {
  readonly lookupTableArn: string;
}

export interface DeleteMetricFilterRequest {
  readonly logGroupName: string;
  readonly filterName: string;
}

export interface DeleteQueryDefinitionRequest {
  readonly queryDefinitionId: string;
}

export interface DeleteQueryDefinitionResponse {
  readonly success?: boolean | undefined;
}

export interface DeleteResourcePolicyRequest {
  readonly policyName?: string | undefined;
  readonly resourceArn?: string | undefined;
  readonly expectedRevisionId?: string | undefined;
}

export interface DeleteRetentionPolicyRequest {
  readonly logGroupName: string;
}

export interface DeleteScheduledQueryRequest {
  readonly identifier: string;
}

export interface DeleteScheduledQueryResponse {
}

export interface DeleteSubscriptionFilterRequest {
  readonly logGroupName: string;
  readonly filterName: string;
}

export interface DeleteSyslogConfigurationRequest {
  readonly logGroupIdentifier: string;
  readonly vpcEndpointId?: string | undefined;
}

export interface DeleteTransformerRequest {
  readonly logGroupIdentifier: string;
}

export interface Delivery {
  readonly id?: string | undefined;
  readonly arn?: string | undefined;
  readonly deliverySourceName?: string | undefined;
  readonly deliveryDestinationArn?: string | undefined;
  readonly deliveryDestinationType?: DeliveryDestinationType | undefined;
  readonly recordFields?: readonly string[] | undefined;
  readonly fieldDelimiter?: string | undefined;
  readonly s3DeliveryConfiguration?: S3DeliveryConfiguration | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface DeliveryDestination {
  readonly name?: string | undefined;
  readonly arn?: string | undefined;
  readonly deliveryDestinationType?: DeliveryDestinationType | undefined;
  readonly outputFormat?: OutputFormat | undefined;
  readonly deliveryDestinationConfiguration?: DeliveryDestinationConfiguration | undefined;
  readonly roleArn?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface DeliveryDestinationConfiguration {
  readonly destinationResourceArn: string;
}

export interface DeliverySource {
  readonly name?: string | undefined;
  readonly arn?: string | undefined;
  readonly resourceArns?: readonly string[] | undefined;
  readonly service?: string | undefined;
  readonly logType?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
  readonly deliverySourceConfiguration?: { readonly [key: string]: string } | undefined;
  readonly status?: DeliverySourceStatus | undefined;
  readonly statusReason?: DeliverySourceStatusReason | undefined;
}

export interface DeliverySourceConfigurationSchema {
  readonly keyName: string;
  readonly valueType: DeliverySourceConfigurationSchemaValueType;
  readonly defaultValue: string;
  readonly supportedValues?: readonly string[] | undefined;
  readonly minValue?: number | undefined;
  readonly maxValue?: number | undefined;
}

export interface DescribeAccountPoliciesRequest {
  readonly policyType: PolicyType;
  readonly policyName?: string | undefined;
  readonly accountIdentifiers?: readonly string[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeAccountPoliciesResponse {
  readonly accountPolicies?: readonly AccountPolicy[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeConfigurationTemplatesRequest {
  readonly service?: string | undefined;
  readonly logTypes?: readonly string[] | undefined;
  readonly resourceTypes?: readonly string[] | undefined;
  readonly deliveryDestinationTypes?: readonly DeliveryDestinationType[] | undefined;
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
}

export interface DescribeConfigurationTemplatesResponse {
  readonly configurationTemplates?: readonly ConfigurationTemplate[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeDeliveriesRequest {
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
  readonly deliverySourceNames?: readonly string[] | undefined;
}

export interface DescribeDeliveriesResponse {
  readonly deliveries?: readonly Delivery[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeDeliveryDestinationsRequest {
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
  readonly names?: readonly string[] | undefined;
}

export interface DescribeDeliveryDestinationsResponse {
  readonly deliveryDestinations?: readonly DeliveryDestination[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeDeliverySourcesRequest {
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
  readonly resourceArns?: readonly string[] | undefined;
}

export interface DescribeDeliverySourcesResponse {
  readonly deliverySources?: readonly DeliverySource[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeDestinationsRequest {
  readonly DestinationNamePrefix?: string | undefined;
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
}

export interface DescribeDestinationsResponse {
  readonly destinations?: readonly Destination[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeExportTasksRequest {
  readonly taskId?: string | undefined;
  readonly statusCode?: ExportTaskStatusCode | undefined;
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
}

export interface DescribeExportTasksResponse {
  readonly exportTasks?: readonly ExportTask[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeFieldIndexesRequest {
  readonly logGroupIdentifiers: readonly string[];
  readonly indexCategories?: readonly IndexCategory[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeFieldIndexesResponse {
  readonly fieldIndexes?: readonly FieldIndex[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeImportTaskBatchesRequest {
  readonly importId: string;
  readonly batchImportStatus?: readonly ImportStatus[] | undefined;
  readonly limit?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeImportTaskBatchesResponse {
  readonly importSourceArn?: string | undefined;
  readonly importId?: string | undefined;
  readonly importBatches?: readonly ImportBatch[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeImportTasksRequest {
  readonly importId?: string | undefined;
  readonly importStatus?: ImportStatus | undefined;
  readonly importSourceArn?: string | undefined;
  readonly limit?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeImportTasksResponse {
  readonly imports?: readonly Import[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeIndexPoliciesRequest {
  readonly logGroupIdentifiers: readonly string[];
  readonly nextToken?: string | undefined;
}

export interface DescribeIndexPoliciesResponse {
  readonly indexPolicies?: readonly IndexPolicy[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeLogGroupsRequest {
  readonly accountIdentifiers?: readonly string[] | undefined;
  readonly logGroupNamePrefix?: string | undefined;
  readonly logGroupNamePattern?: string | undefined;
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
  readonly includeLinkedAccounts?: boolean | undefined;
  readonly logGroupClass?: LogGroupClass | undefined;
  readonly logGroupIdentifiers?: readonly string[] | undefined;
}

export interface DescribeLogGroupsResponse {
  readonly logGroups?: readonly LogGroup[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeLogStreamsRequest {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
  readonly logStreamNamePrefix?: string | undefined;
  readonly orderBy?: OrderBy | undefined;
  readonly descending?: boolean | undefined;
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
}

export interface DescribeLogStreamsResponse {
  readonly logStreams?: readonly LogStream[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeLookupTablesRequest {
  readonly lookupTableNamePrefix?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeLookupTablesResponse {
  readonly lookupTables?: readonly LookupTable[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeMetricFiltersRequest {
  readonly logGroupName?: string | undefined;
  readonly filterNamePrefix?: string | undefined;
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
  readonly metricName?: string | undefined;
  readonly metricNamespace?: string | undefined;
}

export interface DescribeMetricFiltersResponse {
  readonly metricFilters?: readonly MetricFilter[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeQueriesRequest {
  readonly logGroupName?: string | undefined;
  readonly status?: QueryStatus | undefined;
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
  readonly queryLanguage?: QueryLanguage | undefined;
}

export interface DescribeQueriesResponse {
  readonly queries?: readonly QueryInfo[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeQueryDefinitionsRequest {
  readonly queryLanguage?: QueryLanguage | undefined;
  readonly queryDefinitionNamePrefix?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeQueryDefinitionsResponse {
  readonly queryDefinitions?: readonly QueryDefinition[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeResourcePoliciesRequest {
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
  readonly resourceArn?: string | undefined;
  readonly policyScope?: PolicyScope | undefined;
}

export interface DescribeResourcePoliciesResponse {
  readonly resourcePolicies?: readonly ResourcePolicy[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeSubscriptionFiltersRequest {
  readonly logGroupName: string;
  readonly filterNamePrefix?: string | undefined;
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
}

export interface DescribeSubscriptionFiltersResponse {
  readonly subscriptionFilters?: readonly SubscriptionFilter[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface Destination {
  readonly destinationName?: string | undefined;
  readonly targetArn?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly accessPolicy?: string | undefined;
  readonly arn?: string | undefined;
  readonly creationTime?: number | undefined;
}

export interface DestinationConfiguration {
  readonly s3Configuration?: S3Configuration | undefined;
  readonly lookupTableConfiguration?: LookupTableConfiguration | undefined;
}

export interface DisassociateKmsKeyRequest {
  readonly logGroupName?: string | undefined;
  readonly resourceIdentifier?: string | undefined;
}

export interface DisassociateSourceFromS3TableIntegrationRequest {
  readonly identifier: string;
}

export interface DisassociateSourceFromS3TableIntegrationResponse {
  readonly identifier?: string | undefined;
}

export interface DryRunResult {
  readonly totalMatchedLogGroups?: number | undefined;
  readonly increasedRetentionLogGroupCount?: number | undefined;
  readonly decreasedRetentionLogGroupCount?: number | undefined;
  readonly unchangedRetentionLogGroupCount?: number | undefined;
  readonly failedAnalysisCount?: number | undefined;
  readonly topLogGroupsImpacted?: readonly LogGroupImpact[] | undefined;
}

export interface Entity {
  readonly keyAttributes?: { readonly [key: string]: string } | undefined;
  readonly attributes?: { readonly [key: string]: string } | undefined;
}

export interface ExportTask {
  readonly taskId?: string | undefined;
  readonly taskName?: string | undefined;
  readonly logGroupName?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly destination?: string | undefined;
  readonly destinationPrefix?: string | undefined;
  readonly status?: ExportTaskStatus | undefined;
  readonly executionInfo?: ExportTaskExecutionInfo | undefined;
}

export interface ExportTaskExecutionInfo {
  readonly creationTime?: number | undefined;
  readonly completionTime?: number | undefined;
}

export interface ExportTaskStatus {
  readonly code?: ExportTaskStatusCode | undefined;
  readonly message?: string | undefined;
}

export interface FieldIndex {
  readonly logGroupIdentifier?: string | undefined;
  readonly fieldIndexName?: string | undefined;
  readonly lastScanTime?: number | undefined;
  readonly firstEventTime?: number | undefined;
  readonly lastEventTime?: number | undefined;
  readonly type?: IndexType | undefined;
  readonly indexCategory?: IndexCategory | undefined;
}

export interface FieldsData {
  readonly data?: Uint8Array | undefined;
}

export interface FilterLogEventsRequest {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
  readonly logStreamNames?: readonly string[] | undefined;
  readonly logStreamNamePrefix?: string | undefined;
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
  readonly filterPattern?: string | undefined;
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
  readonly startFromHead?: boolean | undefined;
  readonly interleaved?: boolean | undefined;
  readonly unmask?: boolean | undefined;
}

export interface FilterLogEventsResponse {
  readonly events?: readonly FilteredLogEvent[] | undefined;
  readonly searchedLogStreams?: readonly SearchedLogStream[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface FilteredLogEvent {
  readonly logStreamName?: string | undefined;
  readonly timestamp?: number | undefined;
  readonly message?: string | undefined;
  readonly ingestionTime?: number | undefined;
  readonly eventId?: string | undefined;
}

export interface GetDataProtectionPolicyRequest {
  readonly logGroupIdentifier: string;
}

export interface GetDataProtectionPolicyResponse {
  readonly logGroupIdentifier?: string | undefined;
  readonly policyDocument?: string | undefined;
  readonly lastUpdatedTime?: number | undefined;
}

export interface GetDeliveryDestinationPolicyRequest {
  readonly deliveryDestinationName: string;
}

export interface GetDeliveryDestinationPolicyResponse {
  readonly policy?: Policy | undefined;
}

export interface GetDeliveryDestinationRequest {
  readonly name: string;
}

export interface GetDeliveryDestinationResponse {
  readonly deliveryDestination?: DeliveryDestination | undefined;
}

export interface GetDeliveryRequest {
  readonly id: string;
}

export interface GetDeliveryResponse {
  readonly delivery?: Delivery | undefined;
}

export interface GetDeliverySourceRequest {
  readonly name: string;
}

export interface GetDeliverySourceResponse {
  readonly deliverySource?: DeliverySource | undefined;
}

export interface GetIntegrationRequest {
  readonly integrationName: string;
}

export interface GetIntegrationResponse {
  readonly integrationName?: string | undefined;
  readonly integrationType?: IntegrationType | undefined;
  readonly integrationStatus?: IntegrationStatus | undefined;
  readonly integrationDetails?: IntegrationDetails | undefined;
}

export interface GetLogAnomalyDetectorRequest {
  readonly anomalyDetectorArn: string;
}

export interface GetLogAnomalyDetectorResponse {
  readonly detectorName?: string | undefined;
  readonly logGroupArnList?: readonly string[] | undefined;
  readonly evaluationFrequency?: EvaluationFrequency | undefined;
  readonly filterPattern?: string | undefined;
  readonly anomalyDetectorStatus?: AnomalyDetectorStatus | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly creationTimeStamp?: number | undefined;
  readonly lastModifiedTimeStamp?: number | undefined;
  readonly anomalyVisibilityTime?: number | undefined;
}

export interface GetLogEventsRequest {
  readonly logStreamName: string;
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
  readonly startFromHead?: boolean | undefined;
  readonly unmask?: boolean | undefined;
}

export interface GetLogEventsResponse {
  readonly events?: readonly OutputLogEvent[] | undefined;
  readonly nextForwardToken?: string | undefined;
  readonly nextBackwardToken?: string | undefined;
}

export interface GetLogFieldsRequest {
  readonly dataSourceName: string;
  readonly dataSourceType: string;
}

export interface GetLogFieldsResponse {
  readonly logFields?: readonly LogFieldsListItem[] | undefined;
}

export interface GetLogGroupFieldsRequest {
  readonly logGroupName?: string | undefined;
  readonly time?: number | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

export interface GetLogGroupFieldsResponse {
  readonly logGroupFields?: readonly LogGroupField[] | undefined;
}

export interface GetLogObjectRequest {
  readonly logObjectPointer: string;
  readonly unmask?: boolean | undefined;
}

export interface GetLogObjectResponse {
  readonly fieldStream?: GetLogObjectResponseStream | undefined;
}

export interface GetLogObjectResponseStream {
  readonly fields?: FieldsData | undefined;
  readonly InternalStreamingException?: InternalStreamingException | undefined;
}

export interface GetLogRecordRequest {
  readonly logRecordPointer: string;
  readonly unmask?: boolean | undefined;
}

export interface GetLogRecordResponse {
  readonly logRecord?: { readonly [key: string]: string } | undefined;
}

export interface GetLookupTableRequest {
  readonly lookupTableArn: string;
}

export interface GetLookupTableResponse {
  readonly lookupTableArn?: string | undefined;
  readonly lookupTableName?: string | undefined;
  readonly description?: string | undefined;
  readonly tableBody?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly lastUpdatedTime?: number | undefined;
  readonly kmsKeyId?: string | undefined;
}

export interface GetQueryResultsRequest {
  readonly queryId: string;
  readonly nextToken?: string | undefined;
  readonly maxItems?: number | undefined;
}

export interface GetQueryResultsResponse {
  readonly queryLanguage?: QueryLanguage | undefined;
  readonly results?: readonly (readonly ResultField[])[] | undefined;
  readonly statistics?: QueryStatistics | undefined;
  readonly status?: QueryStatus | undefined;
  readonly encryptionKey?: string | undefined;
  readonly nextToken?: string | undefined;
}

export interface GetScheduledQueryHistoryRequest {
  readonly identifier: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly executionStatuses?: readonly ExecutionStatus[] | undefined;
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface GetScheduledQueryHistoryResponse {
  readonly name?: string | undefined;
  readonly scheduledQueryArn?: string | undefined;
  readonly triggerHistory?: readonly TriggerHistoryRecord[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface GetScheduledQueryRequest {
  readonly identifier: string;
}

export interface GetScheduledQueryResponse {
  readonly scheduledQueryArn?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly queryLanguage?: QueryLanguage | undefined;
  readonly queryString?: string | undefined;
  readonly logGroupIdentifiers?: readonly string[] | undefined;
  readonly scheduleExpression?: string | undefined;
  readonly timezone?: string | undefined;
  readonly startTimeOffset?: number | undefined;
  readonly endTimeOffset?: number | undefined;
  readonly destinationConfiguration?: DestinationConfiguration | undefined;
  readonly state?: ScheduledQueryState | undefined;
  readonly scheduleType?: ScheduleType | undefined;
  readonly lastTriggeredTime?: number | undefined;
  readonly lastExecutionStatus?: ExecutionStatus | undefined;
  readonly scheduleStartTime?: number | undefined;
  readonly scheduleEndTime?: number | undefined;
  readonly executionRoleArn?: string | undefined;
  readonly creationTime?: number | undefined;
  readonly lastUpdatedTime?: number | undefined;
}

export interface GetStorageTierPolicyRequest {
}

export interface GetStorageTierPolicyResponse {
  readonly storageTier?: StorageTier | undefined;
  readonly lastUpdatedTime?: number | undefined;
}

export interface GetTransformerRequest {
  readonly logGroupIdentifier: string;
}

export interface GetTransformerResponse {
  readonly logGroupIdentifier?: string | undefined;
  readonly creationTime?: number | undefined;
  readonly lastModifiedTime?: number | undefined;
  readonly transformerConfig?: readonly Processor[] | undefined;
}

export interface Grok {
  readonly match: string;
  readonly source?: string | undefined;
}

export interface GroupingIdentifier {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

export interface Import {
  readonly importId?: string | undefined;
  readonly importSourceArn?: string | undefined;
  readonly importStatus?: ImportStatus | undefined;
  readonly importDestinationArn?: string | undefined;
  readonly importStatistics?: ImportStatistics | undefined;
  readonly importFilter?: ImportFilter | undefined;
  readonly creationTime?: number | undefined;
  readonly lastUpdatedTime?: number | undefined;
  readonly errorMessage?: string | undefined;
}

export interface ImportBatch {
  readonly batchId: string;
  readonly status: ImportStatus;
  readonly errorMessage?: string | undefined;
}

export interface ImportFilter {
  readonly startEventTime?: number | undefined;
  readonly endEventTime?: number | undefined;
}

export interface ImportStatistics {
  readonly bytesImported?: number | undefined;
}

export interface IndexPolicy {
  readonly logGroupIdentifier?: string | undefined;
  readonly lastUpdateTime?: number | undefined;
  readonly policyDocument?: string | undefined;
  readonly policyName?: string | undefined;
  readonly source?: IndexSource | undefined;
}

export interface InputLogEvent {
  readonly timestamp: number;
  readonly message: string;
}

export interface IntegrationDetails {
  readonly openSearchIntegrationDetails?: OpenSearchIntegrationDetails | undefined;
}

export interface IntegrationSummary {
  readonly integrationName?: string | undefined;
  readonly integrationType?: IntegrationType | undefined;
  readonly integrationStatus?: IntegrationStatus | undefined;
}

export interface InternalServerException {
  readonly message?: string | undefined;
}

export interface InternalStreamingException {
  readonly message?: string | undefined;
}

export interface InvalidOperationException {
  readonly message?: string | undefined;
}

export interface InvalidParameterException {
  readonly message?: string | undefined;
}

export interface InvalidSequenceTokenException {
  readonly expectedSequenceToken?: string | undefined;
  readonly message?: string | undefined;
}

export interface LimitExceededException {
  readonly message?: string | undefined;
}

export interface ListAggregateLogGroupSummariesRequest {
  readonly groupBy: ListAggregateLogGroupSummariesGroupBy;
  readonly accountIdentifiers?: readonly string[] | undefined;
  readonly includeLinkedAccounts?: boolean | undefined;
  readonly logGroupClass?: LogGroupClass | undefined;
  readonly logGroupNamePattern?: string | undefined;
  readonly dataSources?: readonly DataSourceFilter[] | undefined;
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
}

export interface ListAggregateLogGroupSummariesResponse {
  readonly aggregateLogGroupSummaries?: readonly AggregateLogGroupSummary[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListAnomaliesRequest {
  readonly anomalyDetectorArn?: string | undefined;
  readonly suppressionState?: SuppressionState | undefined;
  readonly limit?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListAnomaliesResponse {
  readonly anomalies?: readonly Anomaly[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListIntegrationsRequest {
  readonly integrationNamePrefix?: string | undefined;
  readonly integrationType?: IntegrationType | undefined;
  readonly integrationStatus?: IntegrationStatus | undefined;
}

export interface ListIntegrationsResponse {
  readonly integrationSummaries?: readonly IntegrationSummary[] | undefined;
}

export interface ListLogAnomalyDetectorsRequest {
  readonly filterLogGroupArn?: string | undefined;
  readonly limit?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListLogAnomalyDetectorsResponse {
  readonly anomalyDetectors?: readonly AnomalyDetector[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListLogGroupsForQueryRequest {
  readonly queryId: string;
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

export interface ListLogGroupsForQueryResponse {
  readonly logGroupIdentifiers?: readonly string[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListLogGroupsRequest {
  readonly logGroupNamePattern?: string | undefined;
  readonly logGroupClass?: LogGroupClass | undefined;
  readonly includeLinkedAccounts?: boolean | undefined;
  readonly accountIdentifiers?: readonly string[] | undefined;
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
  readonly dataSources?: readonly DataSourceFilter[] | undefined;
  readonly fieldIndexNames?: readonly string[] | undefined;
  readonly logGroupTags?: readonly TagFilter[] | undefined;
}

export interface ListLogGroupsResponse {
  readonly logGroups?: readonly LogGroupSummary[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListScheduledQueriesRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
  readonly state?: ScheduledQueryState | undefined;
  readonly scheduleType?: ScheduleType | undefined;
}

export interface ListScheduledQueriesResponse {
  readonly nextToken?: string | undefined;
  readonly scheduledQueries?: readonly ScheduledQuerySummary[] | undefined;
}

export interface ListSourcesForS3TableIntegrationRequest {
  readonly integrationArn: string;
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListSourcesForS3TableIntegrationResponse {
  readonly sources?: readonly S3TableIntegrationSource[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListSyslogConfigurationsRequest {
  readonly logGroupIdentifier?: string | undefined;
  readonly vpcEndpointId?: string | undefined;
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

export interface ListSyslogConfigurationsResponse {
  readonly syslogConfigurations?: readonly SyslogConfiguration[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListTagsForResourceRequest {
  readonly resourceArn: string;
}

export interface ListTagsForResourceResponse {
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface ListTagsLogGroupRequest {
  readonly logGroupName: string;
}

export interface ListTagsLogGroupResponse {
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface ListToMap {
  readonly source: string;
  readonly key: string;
  readonly valueKey?: string | undefined;
  readonly target?: string | undefined;
  readonly flatten?: boolean | undefined;
  readonly flattenedElement?: FlattenedElement | undefined;
}

export interface LiveTailSessionLogEvent {
  readonly logStreamName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
  readonly message?: string | undefined;
  readonly timestamp?: number | undefined;
  readonly ingestionTime?: number | undefined;
}

export interface LiveTailSessionMetadata {
  readonly sampled?: boolean | undefined;
}

export interface LiveTailSessionStart {
  readonly requestId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly logGroupIdentifiers?: readonly string[] | undefined;
  readonly logStreamNames?: readonly string[] | undefined;
  readonly logStreamNamePrefixes?: readonly string[] | undefined;
  readonly logEventFilterPattern?: string | undefined;
}

export interface LiveTailSessionUpdate {
  readonly sessionMetadata?: LiveTailSessionMetadata | undefined;
  readonly sessionResults?: readonly LiveTailSessionLogEvent[] | undefined;
}

export interface LogEvent {
  readonly timestamp?: number | undefined;
  readonly message?: string | undefined;
}

export interface LogFieldType {
  readonly type?: string | undefined;
  readonly element?: LogFieldType | undefined;
  readonly fields?: readonly LogFieldsListItem[] | undefined;
}

export interface LogFieldsListItem {
  readonly logFieldName?: string | undefined;
  readonly logFieldType?: LogFieldType | undefined;
}

export interface LogGroup {
  readonly logGroupName?: string | undefined;
  readonly creationTime?: number | undefined;
  readonly retentionInDays?: number | undefined;
  readonly metricFilterCount?: number | undefined;
  readonly arn?: string | undefined;
  readonly storedBytes?: number | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly dataProtectionStatus?: DataProtectionStatus | undefined;
  readonly inheritedProperties?: readonly InheritedProperty[] | undefined;
  readonly logGroupClass?: LogGroupClass | undefined;
  readonly logGroupArn?: string | undefined;
  readonly deletionProtectionEnabled?: boolean | undefined;
  readonly bearerTokenAuthenticationEnabled?: boolean | undefined;
  readonly retentionPolicyName?: string | undefined;
}

export interface LogGroupField {
  readonly name?: string | undefined;
  readonly percent?: number | undefined;
}

export interface LogGroupImpact {
  readonly logGroupName?: string | undefined;
  readonly currentRetention?: string | undefined;
  readonly proposedRetention?: string | undefined;
  readonly storedBytes?: number | undefined;
}

export interface LogGroupSummary {
  readonly logGroupName?: string | undefined;
  readonly logGroupArn?: string | undefined;
  readonly logGroupClass?: LogGroupClass | undefined;
}

export interface LogStream {
  readonly logStreamName?: string | undefined;
  readonly creationTime?: number | undefined;
  readonly firstEventTimestamp?: number | undefined;
  readonly lastEventTimestamp?: number | undefined;
  readonly lastIngestionTime?: number | undefined;
  readonly uploadSequenceToken?: string | undefined;
  readonly arn?: string | undefined;
  readonly storedBytes?: number | undefined;
}

export interface LookupTable {
  readonly lookupTableArn?: string | undefined;
  readonly lookupTableName?: string | undefined;
  readonly description?: string | undefined;
  readonly tableFields?: readonly string[] | undefined;
  readonly recordsCount?: number | undefined;
  readonly sizeBytes?: number | undefined;
  readonly lastUpdatedTime?: number | undefined;
  readonly kmsKeyId?: string | undefined;
}

export interface LookupTableConfiguration {
  readonly tableName: string;
  readonly roleArn: string;
  readonly description?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface LowerCaseString {
  readonly withKeys: readonly string[];
}

export interface MalformedQueryException {
  readonly queryCompileError?: QueryCompileError | undefined;
  readonly message?: string | undefined;
}

export interface MetricFilter {
  readonly filterName?: string | undefined;
  readonly filterPattern?: string | undefined;
  readonly metricTransformations?: readonly MetricTransformation[] | undefined;
  readonly creationTime?: number | undefined;
  readonly logGroupName?: string | undefined;
  readonly applyOnTransformedLogs?: boolean | undefined;
  readonly fieldSelectionCriteria?: string | undefined;
  readonly emitSystemFieldDimensions?: readonly string[] | undefined;
}

export interface MetricFilterMatchRecord {
  readonly eventNumber?: number | undefined;
  readonly eventMessage?: string | undefined;
  readonly extractedValues?: { readonly [key: string]: string } | undefined;
}

export interface MetricTransformation {
  readonly metricName: string;
  readonly metricNamespace: string;
  readonly metricValue: string;
  readonly defaultValue?: number | undefined;
  readonly dimensions?: { readonly [key: string]: string } | undefined;
  readonly unit?: StandardUnit | undefined;
}

export interface MoveKeyEntry {
  readonly source: string;
  readonly target: string;
  readonly overwriteIfExists?: boolean | undefined;
}

export interface MoveKeys {
  readonly entries: readonly MoveKeyEntry[];
}

export interface OpenSearchApplication {
  readonly applicationEndpoint?: string | undefined;
  readonly applicationArn?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly status?: OpenSearchResourceStatus | undefined;
}

export interface OpenSearchCollection {
  readonly collectionEndpoint?: string | undefined;
  readonly collectionArn?: string | undefined;
  readonly status?: OpenSearchResourceStatus | undefined;
}

export interface OpenSearchDataAccessPolicy {
  readonly policyName?: string | undefined;
  readonly status?: OpenSearchResourceStatus | undefined;
}

export interface OpenSearchDataSource {
  readonly dataSourceName?: string | undefined;
  readonly status?: OpenSearchResourceStatus | undefined;
}

export interface OpenSearchEncryptionPolicy {
  readonly policyName?: string | undefined;
  readonly status?: OpenSearchResourceStatus | undefined;
}

export interface OpenSearchIntegrationDetails {
  readonly dataSource?: OpenSearchDataSource | undefined;
  readonly application?: OpenSearchApplication | undefined;
  readonly collection?: OpenSearchCollection | undefined;
  readonly workspace?: OpenSearchWorkspace | undefined;
  readonly encryptionPolicy?: OpenSearchEncryptionPolicy | undefined;
  readonly networkPolicy?: OpenSearchNetworkPolicy | undefined;
  readonly accessPolicy?: OpenSearchDataAccessPolicy | undefined;
  readonly lifecyclePolicy?: OpenSearchLifecyclePolicy | undefined;
}

export interface OpenSearchLifecyclePolicy {
  readonly policyName?: string | undefined;
  readonly status?: OpenSearchResourceStatus | undefined;
}

export interface OpenSearchNetworkPolicy {
  readonly policyName?: string | undefined;
  readonly status?: OpenSearchResourceStatus | undefined;
}

export interface OpenSearchResourceConfig {
  readonly dataSourceRoleArn: string;
  readonly dashboardViewerPrincipals: readonly string[];
  readonly retentionDays: number;
  readonly kmsKeyArn?: string | undefined;
  readonly applicationArn?: string | undefined;
}

export interface OpenSearchResourceStatus {
  readonly status?: OpenSearchResourceStatusType | undefined;
  readonly statusMessage?: string | undefined;
}

export interface OpenSearchWorkspace {
  readonly workspaceId?: string | undefined;
  readonly status?: OpenSearchResourceStatus | undefined;
}

export interface OperationAbortedException {
  readonly message?: string | undefined;
}

export interface OutputLogEvent {
  readonly timestamp?: number | undefined;
  readonly message?: string | undefined;
  readonly ingestionTime?: number | undefined;
}

export interface ParseCloudfront {
  readonly source?: string | undefined;
}

export interface ParseJSON {
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
}

export interface ParseKeyValue {
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
  readonly fieldDelimiter?: string | undefined;
  readonly keyValueDelimiter?: string | undefined;
  readonly keyPrefix?: string | undefined;
  readonly nonMatchValue?: string | undefined;
  readonly overwriteIfExists?: boolean | undefined;
}

export interface ParsePostgres {
  readonly source?: string | undefined;
}

export interface ParseRoute53 {
  readonly source?: string | undefined;
}

export interface ParseToOCSF {
  readonly eventSource: EventSource;
  readonly ocsfVersion: OCSFVersion;
  readonly source?: string | undefined;
  readonly mappingVersion?: string | undefined;
}

export interface ParseVPC {
  readonly source?: string | undefined;
}

export interface ParseWAF {
  readonly source?: string | undefined;
}

export interface PatternToken {
  readonly dynamicTokenPosition?: number | undefined;
  readonly isDynamic?: boolean | undefined;
  readonly tokenString?: string | undefined;
  readonly enumerations?: { readonly [key: string]: number } | undefined;
  readonly inferredTokenName?: string | undefined;
}

export interface Policy {
  readonly deliveryDestinationPolicy?: string | undefined;
}

export interface Processor {
  readonly addKeys?: AddKeys | undefined;
  readonly copyValue?: CopyValue | undefined;
  readonly csv?: CSV | undefined;
  readonly dateTimeConverter?: DateTimeConverter | undefined;
  readonly deleteKeys?: DeleteKeys | undefined;
  readonly grok?: Grok | undefined;
  readonly listToMap?: ListToMap | undefined;
  readonly lowerCaseString?: LowerCaseString | undefined;
  readonly moveKeys?: MoveKeys | undefined;
  readonly parseCloudfront?: ParseCloudfront | undefined;
  readonly parseJSON?: ParseJSON | undefined;
  readonly parseKeyValue?: ParseKeyValue | undefined;
  readonly parseRoute53?: ParseRoute53 | undefined;
  readonly parseToOCSF?: ParseToOCSF | undefined;
  readonly parsePostgres?: ParsePostgres | undefined;
  readonly parseVPC?: ParseVPC | undefined;
  readonly parseWAF?: ParseWAF | undefined;
  readonly renameKeys?: RenameKeys | undefined;
  readonly splitString?: SplitString | undefined;
  readonly substituteString?: SubstituteString | undefined;
  readonly trimString?: TrimString | undefined;
  readonly typeConverter?: TypeConverter | undefined;
  readonly upperCaseString?: UpperCaseString | undefined;
}

export interface PutAccountPolicyRequest {
  readonly policyName: string;
  readonly policyDocument: string;
  readonly policyType: PolicyType;
  readonly scope?: Scope | undefined;
  readonly selectionCriteria?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

export interface PutAccountPolicyResponse {
  readonly accountPolicy?: AccountPolicy | undefined;
  readonly dryRunResult?: DryRunResult | undefined;
}

export interface PutBearerTokenAuthenticationRequest {
  readonly logGroupIdentifier: string;
  readonly bearerTokenAuthenticationEnabled: boolean;
}

export interface PutDataProtectionPolicyRequest {
  readonly logGroupIdentifier: string;
  readonly policyDocument: string;
}

export interface PutDataProtectionPolicyResponse {
  readonly logGroupIdentifier?: string | undefined;
  readonly policyDocument?: string | undefined;
  readonly lastUpdatedTime?: number | undefined;
}

export interface PutDeliveryDestinationPolicyRequest {
  readonly deliveryDestinationName: string;
  readonly deliveryDestinationPolicy: string;
}

export interface PutDeliveryDestinationPolicyResponse {
  readonly policy?: Policy | undefined;
}

export interface PutDeliveryDestinationRequest {
  readonly name: string;
  readonly outputFormat?: OutputFormat | undefined;
  readonly deliveryDestinationConfiguration?: DeliveryDestinationConfiguration | undefined;
  readonly deliveryDestinationType?: DeliveryDestinationType | undefined;
  readonly roleArn?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface PutDeliveryDestinationResponse {
  readonly deliveryDestination?: DeliveryDestination | undefined;
}

export interface PutDeliverySourceRequest {
  readonly name: string;
  readonly resourceArn: string;
  readonly logType: string;
  readonly tags?: { readonly [key: string]: string } | undefined;
  readonly deliverySourceConfiguration?: { readonly [key: string]: string } | undefined;
}

export interface PutDeliverySourceResponse {
  readonly deliverySource?: DeliverySource | undefined;
}

export interface PutDestinationPolicyRequest {
  readonly destinationName: string;
  readonly accessPolicy: string;
  readonly forceUpdate?: boolean | undefined;
}

export interface PutDestinationRequest {
  readonly destinationName: string;
  readonly targetArn: string;
  readonly roleArn: string;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface PutDestinationResponse {
  readonly destination?: Destination | undefined;
}

export interface PutIndexPolicyRequest {
  readonly logGroupIdentifier: string;
  readonly policyDocument: string;
}

export interface PutIndexPolicyResponse {
  readonly indexPolicy?: IndexPolicy | undefined;
}

export interface PutIntegrationRequest {
  readonly integrationName: string;
  readonly resourceConfig: ResourceConfig;
  readonly integrationType: IntegrationType;
}

export interface PutIntegrationResponse {
  readonly integrationName?: string | undefined;
  readonly integrationStatus?: IntegrationStatus | undefined;
}

export interface PutLogEventsRequest {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly logEvents: readonly InputLogEvent[];
  readonly sequenceToken?: string | undefined;
  readonly entity?: Entity | undefined;
}

export interface PutLogEventsResponse {
  readonly nextSequenceToken?: string | undefined;
  readonly rejectedLogEventsInfo?: RejectedLogEventsInfo | undefined;
  readonly rejectedEntityInfo?: RejectedEntityInfo | undefined;
}

export interface PutLogGroupDeletionProtectionRequest {
  readonly logGroupIdentifier: string;
  readonly deletionProtectionEnabled: boolean;
}

export interface PutMetricFilterRequest {
  readonly logGroupName: string;
  readonly filterName: string;
  readonly filterPattern: string;
  readonly metricTransformations: readonly MetricTransformation[];
  readonly applyOnTransformedLogs?: boolean | undefined;
  readonly fieldSelectionCriteria?: string | undefined;
  readonly emitSystemFieldDimensions?: readonly string[] | undefined;
}

export interface PutQueryDefinitionRequest {
  readonly name: string;
  readonly queryString: string;
  readonly queryLanguage?: QueryLanguage | undefined;
  readonly queryDefinitionId?: string | undefined;
  readonly logGroupNames?: readonly string[] | undefined;
  readonly clientToken?: string | undefined;
  readonly parameters?: readonly QueryParameter[] | undefined;
}

export interface PutQueryDefinitionResponse {
  readonly queryDefinitionId?: string | undefined;
}

export interface PutResourcePolicyRequest {
  readonly policyName?: string | undefined;
  readonly policyDocument?: string | undefined;
  readonly resourceArn?: string | undefined;
  readonly expectedRevisionId?: string | undefined;
}

export interface PutResourcePolicyResponse {
  readonly resourcePolicy?: ResourcePolicy | undefined;
  readonly revisionId?: string | undefined;
}

export interface PutRetentionPolicyRequest {
  readonly logGroupName: string;
  readonly retentionInDays: number;
}

export interface PutStorageTierPolicyRequest {
  readonly storageTier: StorageTier;
}

export interface PutStorageTierPolicyResponse {
  readonly storageTier?: StorageTier | undefined;
  readonly lastUpdatedTime?: number | undefined;
}

export interface PutSubscriptionFilterRequest {
  readonly logGroupName: string;
  readonly filterName: string;
  readonly filterPattern: string;
  readonly destinationArn: string;
  readonly roleArn?: string | undefined;
  readonly distribution?: Distribution | undefined;
  readonly applyOnTransformedLogs?: boolean | undefined;
  readonly fieldSelectionCriteria?: string | undefined;
  readonly emitSystemFields?: readonly string[] | undefined;
}

export interface PutSyslogConfigurationRequest {
  readonly logGroupIdentifier: string;
  readonly vpcEndpointId?: string | undefined;
}

export interface PutTransformerRequest {
  readonly logGroupIdentifier: string;
  readonly transformerConfig: readonly Processor[];
}

export interface QueryCompileError {
  readonly location?: QueryCompileErrorLocation | undefined;
  readonly message?: string | undefined;
}

export interface QueryCompileErrorLocation {
  readonly startCharOffset?: number | undefined;
  readonly endCharOffset?: number | undefined;
}

export interface QueryDefinition {
  readonly queryLanguage?: QueryLanguage | undefined;
  readonly queryDefinitionId?: string | undefined;
  readonly name?: string | undefined;
  readonly queryString?: string | undefined;
  readonly lastModified?: number | undefined;
  readonly logGroupNames?: readonly string[] | undefined;
  readonly parameters?: readonly QueryParameter[] | undefined;
}

export interface QueryInfo {
  readonly queryLanguage?: QueryLanguage | undefined;
  readonly queryId?: string | undefined;
  readonly queryString?: string | undefined;
  readonly status?: QueryStatus | undefined;
  readonly createTime?: number | undefined;
  readonly logGroupName?: string | undefined;
  readonly queryDuration?: number | undefined;
  readonly bytesScanned?: number | undefined;
  readonly userIdentity?: string | undefined;
}

export interface QueryParameter {
  readonly name: string;
  readonly defaultValue?: string | undefined;
  readonly description?: string | undefined;
}

export interface QueryStatistics {
  readonly recordsMatched?: number | undefined;
  readonly recordsScanned?: number | undefined;
  readonly estimatedRecordsSkipped?: number | undefined;
  readonly bytesScanned?: number | undefined;
  readonly estimatedBytesSkipped?: number | undefined;
  readonly logGroupsScanned?: number | undefined;
  readonly resultCount?: number | undefined;
}

export interface RecordField {
  readonly name?: string | undefined;
  readonly mandatory?: boolean | undefined;
}

export interface RejectedEntityInfo {
  readonly errorType: EntityRejectionErrorType;
}

export interface RejectedLogEventsInfo {
  readonly tooNewLogEventStartIndex?: number | undefined;
  readonly tooOldLogEventEndIndex?: number | undefined;
  readonly expiredLogEventEndIndex?: number | undefined;
}

export interface RenameKeyEntry {
  readonly key: string;
  readonly renameTo: string;
  readonly overwriteIfExists?: boolean | undefined;
}

export interface RenameKeys {
  readonly entries: readonly RenameKeyEntry[];
}

export interface ResourceAlreadyExistsException {
  readonly message?: string | undefined;
}

export interface ResourceConfig {
  readonly openSearchResourceConfig?: OpenSearchResourceConfig | undefined;
}

export interface ResourceNotFoundException {
  readonly message?: string | undefined;
}

export interface ResourcePolicy {
  readonly policyName?: string | undefined;
  readonly policyDocument?: string | undefined;
  readonly lastUpdatedTime?: number | undefined;
  readonly policyScope?: PolicyScope | undefined;
  readonly resourceArn?: string | undefined;
  readonly revisionId?: string | undefined;
}

export interface ResultField {
  readonly field?: string | undefined;
  readonly value?: string | undefined;
}

export interface S3Configuration {
  readonly destinationIdentifier: string;
  readonly roleArn: string;
  readonly ownerAccountId?: string | undefined;
  readonly kmsKeyId?: string | undefined;
}

export interface S3DeliveryConfiguration {
  readonly suffixPath?: string | undefined;
  readonly enableHiveCompatiblePath?: boolean | undefined;
}

export interface S3TableIntegrationSource {
  readonly identifier?: string | undefined;
  readonly dataSource?: DataSource | undefined;
  readonly status?: S3TableIntegrationSourceStatus | undefined;
  readonly statusReason?: string | undefined;
  readonly createdTimeStamp?: number | undefined;
  readonly parentSourceIdentifier?: string | undefined;
}

export interface S3TablesIntegration {
  readonly datasourceName?: string | undefined;
  readonly datasourceType?: string | undefined;
}

export interface ScheduledQueryDestination {
  readonly destinationType?: ScheduledQueryDestinationType | undefined;
  readonly destinationIdentifier?: string | undefined;
  readonly status?: ActionStatus | undefined;
  readonly processedIdentifier?: string | undefined;
  readonly errorMessage?: string | undefined;
}

export interface ScheduledQuerySummary {
  readonly scheduledQueryArn?: string | undefined;
  readonly name?: string | undefined;
  readonly state?: ScheduledQueryState | undefined;
  readonly scheduleType?: ScheduleType | undefined;
  readonly lastTriggeredTime?: number | undefined;
  readonly lastExecutionStatus?: ExecutionStatus | undefined;
  readonly scheduleExpression?: string | undefined;
  readonly timezone?: string | undefined;
  readonly destinationConfiguration?: DestinationConfiguration | undefined;
  readonly creationTime?: number | undefined;
  readonly lastUpdatedTime?: number | undefined;
}

export interface SearchedLogStream {
  readonly logStreamName?: string | undefined;
  readonly searchedCompletely?: boolean | undefined;
}

export interface ServiceQuotaExceededException {
  readonly message?: string | undefined;
}

export interface ServiceUnavailableException {
  readonly message?: string | undefined;
}

export interface SessionStreamingException {
  readonly message?: string | undefined;
}

export interface SessionTimeoutException {
  readonly message?: string | undefined;
}

export interface SplitString {
  readonly entries: readonly SplitStringEntry[];
}

export interface SplitStringEntry {
  readonly source: string;
  readonly delimiter: string;
}

export interface StartLiveTailRequest {
  readonly logGroupIdentifiers: readonly string[];
  readonly logStreamNames?: readonly string[] | undefined;
  readonly logStreamNamePrefixes?: readonly string[] | undefined;
  readonly logEventFilterPattern?: string | undefined;
}

export interface StartLiveTailResponse {
  readonly responseStream?: StartLiveTailResponseStream | undefined;
}

export interface StartLiveTailResponseStream {
  readonly sessionStart?: LiveTailSessionStart | undefined;
  readonly sessionUpdate?: LiveTailSessionUpdate | undefined;
  readonly SessionTimeoutException?: SessionTimeoutException | undefined;
  readonly SessionStreamingException?: SessionStreamingException | undefined;
}

export interface StartQueryRequest {
  readonly startTime: number;
  readonly endTime: number;
  readonly queryString: string;
  readonly queryLanguage?: QueryLanguage | undefined;
  readonly logGroupName?: string | undefined;
  readonly logGroupNames?: readonly string[] | undefined;
  readonly logGroupIdentifiers?: readonly string[] | undefined;
  readonly limit?: number | undefined;
}

export interface StartQueryResponse {
  readonly queryId?: string | undefined;
}

export interface StopQueryRequest {
  readonly queryId: string;
}

export interface StopQueryResponse {
  readonly success?: boolean | undefined;
}

export interface SubscriptionFilter {
  readonly filterName?: string | undefined;
  readonly logGroupName?: string | undefined;
  readonly filterPattern?: string | undefined;
  readonly destinationArn?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly distribution?: Distribution | undefined;
  readonly applyOnTransformedLogs?: boolean | undefined;
  readonly creationTime?: number | undefined;
  readonly fieldSelectionCriteria?: string | undefined;
  readonly emitSystemFields?: readonly string[] | undefined;
}

export interface SubstituteString {
  readonly entries: readonly SubstituteStringEntry[];
}

export interface SubstituteStringEntry {
  readonly source: string;
  readonly from: string;
  readonly to: string;
}

export interface SuppressionPeriod {
  readonly value?: number | undefined;
  readonly suppressionUnit?: SuppressionUnit | undefined;
}

export interface SyslogConfiguration {
  readonly logGroupArn?: string | undefined;
  readonly sourceType?: SyslogSourceType | undefined;
  readonly vpcEndpointId?: string | undefined;
  readonly createdAt?: number | undefined;
}

export interface TagFilter {
  readonly key: string;
  readonly values?: readonly string[] | undefined;
}

export interface TagLogGroupRequest {
  readonly logGroupName: string;
  readonly tags: { readonly [key: string]: string };
}

export interface TagResourceRequest {
  readonly resourceArn: string;
  readonly tags: { readonly [key: string]: string };
}

export interface TestMetricFilterRequest {
  readonly filterPattern: string;
  readonly logEventMessages: readonly string[];
}

export interface TestMetricFilterResponse {
  readonly matches?: readonly MetricFilterMatchRecord[] | undefined;
}

export interface TestTransformerRequest {
  readonly transformerConfig: readonly Processor[];
  readonly logEventMessages: readonly string[];
}

export interface TestTransformerResponse {
  readonly transformedLogs?: readonly TransformedLogRecord[] | undefined;
}

export interface ThrottlingException {
  readonly message?: string | undefined;
}

export interface TooManyTagsException {
  readonly message?: string | undefined;
  readonly resourceName?: string | undefined;
}

export interface TransformedLogRecord {
  readonly eventNumber?: number | undefined;
  readonly eventMessage?: string | undefined;
  readonly transformedEventMessage?: string | undefined;
}

export interface TriggerHistoryRecord {
  readonly queryId?: string | undefined;
  readonly executionStatus?: ExecutionStatus | undefined;
  readonly triggeredTimestamp?: number | undefined;
  readonly errorMessage?: string | undefined;
  readonly destinations?: readonly ScheduledQueryDestination[] | undefined;
}

export interface TrimString {
  readonly withKeys: readonly string[];
}

export interface TypeConverter {
  readonly entries: readonly TypeConverterEntry[];
}

export interface TypeConverterEntry {
  readonly key: string;
  readonly type: Type;
}

export interface UnrecognizedClientException {
  readonly message?: string | undefined;
}

export interface UntagLogGroupRequest {
  readonly logGroupName: string;
  readonly tags: readonly string[];
}

export interface UntagResourceRequest {
  readonly resourceArn: string;
  readonly tagKeys: readonly string[];
}

export interface UpdateAnomalyRequest {
  readonly anomalyDetectorArn: string;
  readonly anomalyId?: string | undefined;
  readonly patternId?: string | undefined;
  readonly suppressionType?: SuppressionType | undefined;
  readonly suppressionPeriod?: SuppressionPeriod | undefined;
  readonly baseline?: boolean | undefined;
}

export interface UpdateDeliveryConfigurationRequest {
  readonly id: string;
  readonly recordFields?: readonly string[] | undefined;
  readonly fieldDelimiter?: string | undefined;
  readonly s3DeliveryConfiguration?: S3DeliveryConfiguration | undefined;
}

export interface UpdateDeliveryConfigurationResponse {
}

export interface UpdateLogAnomalyDetectorRequest {
  readonly anomalyDetectorArn: string;
  readonly enabled: boolean;
  readonly evaluationFrequency?: EvaluationFrequency | undefined;
  readonly filterPattern?: string | undefined;
  readonly anomalyVisibilityTime?: number | undefined;
}

export interface UpdateLookupTableRequest {
  readonly lookupTableArn: string;
  readonly description?: string | undefined;
  readonly tableBody?: string | undefined;
  readonly queryId?: string | undefined;
  readonly kmsKeyId?: string | undefined;
}

export interface UpdateLookupTableResponse {
  readonly lookupTableArn?: string | undefined;
  readonly lastUpdatedTime?: number | undefined;
}

export interface UpdateScheduledQueryRequest {
  readonly identifier: string;
  readonly queryLanguage: QueryLanguage;
  readonly queryString: string;
  readonly scheduleExpression: string;
  readonly executionRoleArn: string;
  readonly description?: string | undefined;
  readonly logGroupIdentifiers?: readonly string[] | undefined;
  readonly timezone?: string | undefined;
  readonly startTimeOffset?: number | undefined;
  readonly endTimeOffset?: number | undefined;
  readonly destinationConfiguration?: DestinationConfiguration | undefined;
  readonly scheduleStartTime?: number | undefined;
  readonly scheduleEndTime?: number | undefined;
  readonly state?: ScheduledQueryState | undefined;
}

export interface UpdateScheduledQueryResponse {
  readonly scheduledQueryArn?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly queryLanguage?: QueryLanguage | undefined;
  readonly queryString?: string | undefined;
  readonly logGroupIdentifiers?: readonly string[] | undefined;
  readonly scheduleExpression?: string | undefined;
  readonly timezone?: string | undefined;
  readonly startTimeOffset?: number | undefined;
  readonly endTimeOffset?: number | undefined;
  readonly destinationConfiguration?: DestinationConfiguration | undefined;
  readonly state?: ScheduledQueryState | undefined;
  readonly scheduleType?: ScheduleType | undefined;
  readonly lastTriggeredTime?: number | undefined;
  readonly lastExecutionStatus?: ExecutionStatus | undefined;
  readonly scheduleStartTime?: number | undefined;
  readonly scheduleEndTime?: number | undefined;
  readonly executionRoleArn?: string | undefined;
  readonly creationTime?: number | undefined;
  readonly lastUpdatedTime?: number | undefined;
}

export interface UpperCaseString {
  readonly withKeys: readonly string[];
}

export interface ValidationException {
  readonly message?: string | undefined;
}

/** Every operation with what it takes and gives; `void` where the service answers nothing. */
export interface Operations {
  AssociateKmsKey: { input: AssociateKmsKeyRequest; output: void };
  AssociateSourceToS3TableIntegration: { input: AssociateSourceToS3TableIntegrationRequest; output: AssociateSourceToS3TableIntegrationResponse };
  CancelExportTask: { input: CancelExportTaskRequest; output: void };
  CancelImportTask: { input: CancelImportTaskRequest; output: CancelImportTaskResponse };
  CreateDelivery: { input: CreateDeliveryRequest; output: CreateDeliveryResponse };
  CreateExportTask: { input: CreateExportTaskRequest; output: CreateExportTaskResponse };
  CreateImportTask: { input: CreateImportTaskRequest; output: CreateImportTaskResponse };
  CreateLogAnomalyDetector: { input: CreateLogAnomalyDetectorRequest; output: CreateLogAnomalyDetectorResponse };
  CreateLogGroup: { input: CreateLogGroupRequest; output: void };
  CreateLogStream: { input: CreateLogStreamRequest; output: void };
  CreateLookupTable: { input: CreateLookupTableRequest; output: CreateLookupTableResponse };
  CreateScheduledQuery: { input: CreateScheduledQueryRequest; output: CreateScheduledQueryResponse };
  DeleteAccountPolicy: { input: DeleteAccountPolicyRequest; output: DeleteAccountPolicyResponse };
  DeleteDataProtectionPolicy: { input: DeleteDataProtectionPolicyRequest; output: void };
  DeleteDelivery: { input: DeleteDeliveryRequest; output: void };
  DeleteDeliveryDestination: { input: DeleteDeliveryDestinationRequest; output: void };
  DeleteDeliveryDestinationPolicy: { input: DeleteDeliveryDestinationPolicyRequest; output: void };
  DeleteDeliverySource: { input: DeleteDeliverySourceRequest; output: void };
  DeleteDestination: { input: DeleteDestinationRequest; output: void };
  DeleteIndexPolicy: { input: DeleteIndexPolicyRequest; output: DeleteIndexPolicyResponse };
  DeleteIntegration: { input: DeleteIntegrationRequest; output: DeleteIntegrationResponse };
  DeleteLogAnomalyDetector: { input: DeleteLogAnomalyDetectorRequest; output: void };
  DeleteLogGroup: { input: DeleteLogGroupRequest; output: void };
  DeleteLogStream: { input: DeleteLogStreamRequest; output: void };
  DeleteLookupTable: { input: DeleteLookupTableRequest; output: void };
  DeleteMetricFilter: { input: DeleteMetricFilterRequest; output: void };
  DeleteQueryDefinition: { input: DeleteQueryDefinitionRequest; output: DeleteQueryDefinitionResponse };
  DeleteResourcePolicy: { input: DeleteResourcePolicyRequest; output: void };
  DeleteRetentionPolicy: { input: DeleteRetentionPolicyRequest; output: void };
  DeleteScheduledQuery: { input: DeleteScheduledQueryRequest; output: DeleteScheduledQueryResponse };
  DeleteSubscriptionFilter: { input: DeleteSubscriptionFilterRequest; output: void };
  DeleteSyslogConfiguration: { input: DeleteSyslogConfigurationRequest; output: void };
  DeleteTransformer: { input: DeleteTransformerRequest; output: void };
  DescribeAccountPolicies: { input: DescribeAccountPoliciesRequest; output: DescribeAccountPoliciesResponse };
  DescribeConfigurationTemplates: { input: DescribeConfigurationTemplatesRequest; output: DescribeConfigurationTemplatesResponse };
  DescribeDeliveries: { input: DescribeDeliveriesRequest; output: DescribeDeliveriesResponse };
  DescribeDeliveryDestinations: { input: DescribeDeliveryDestinationsRequest; output: DescribeDeliveryDestinationsResponse };
  DescribeDeliverySources: { input: DescribeDeliverySourcesRequest; output: DescribeDeliverySourcesResponse };
  DescribeDestinations: { input: DescribeDestinationsRequest; output: DescribeDestinationsResponse };
  DescribeExportTasks: { input: DescribeExportTasksRequest; output: DescribeExportTasksResponse };
  DescribeFieldIndexes: { input: DescribeFieldIndexesRequest; output: DescribeFieldIndexesResponse };
  DescribeImportTaskBatches: { input: DescribeImportTaskBatchesRequest; output: DescribeImportTaskBatchesResponse };
  DescribeImportTasks: { input: DescribeImportTasksRequest; output: DescribeImportTasksResponse };
  DescribeIndexPolicies: { input: DescribeIndexPoliciesRequest; output: DescribeIndexPoliciesResponse };
  DescribeLogGroups: { input: DescribeLogGroupsRequest; output: DescribeLogGroupsResponse };
  DescribeLogStreams: { input: DescribeLogStreamsRequest; output: DescribeLogStreamsResponse };
  DescribeLookupTables: { input: DescribeLookupTablesRequest; output: DescribeLookupTablesResponse };
  DescribeMetricFilters: { input: DescribeMetricFiltersRequest; output: DescribeMetricFiltersResponse };
  DescribeQueries: { input: DescribeQueriesRequest; output: DescribeQueriesResponse };
  DescribeQueryDefinitions: { input: DescribeQueryDefinitionsRequest; output: DescribeQueryDefinitionsResponse };
  DescribeResourcePolicies: { input: DescribeResourcePoliciesRequest; output: DescribeResourcePoliciesResponse };
  DescribeSubscriptionFilters: { input: DescribeSubscriptionFiltersRequest; output: DescribeSubscriptionFiltersResponse };
  DisassociateKmsKey: { input: DisassociateKmsKeyRequest; output: void };
  DisassociateSourceFromS3TableIntegration: { input: DisassociateSourceFromS3TableIntegrationRequest; output: DisassociateSourceFromS3TableIntegrationResponse };
  FilterLogEvents: { input: FilterLogEventsRequest; output: FilterLogEventsResponse };
  GetDataProtectionPolicy: { input: GetDataProtectionPolicyRequest; output: GetDataProtectionPolicyResponse };
  GetDelivery: { input: GetDeliveryRequest; output: GetDeliveryResponse };
  GetDeliveryDestination: { input: GetDeliveryDestinationRequest; output: GetDeliveryDestinationResponse };
  GetDeliveryDestinationPolicy: { input: GetDeliveryDestinationPolicyRequest; output: GetDeliveryDestinationPolicyResponse };
  GetDeliverySource: { input: GetDeliverySourceRequest; output: GetDeliverySourceResponse };
  GetIntegration: { input: GetIntegrationRequest; output: GetIntegrationResponse };
  GetLogAnomalyDetector: { input: GetLogAnomalyDetectorRequest; output: GetLogAnomalyDetectorResponse };
  GetLogEvents: { input: GetLogEventsRequest; output: GetLogEventsResponse };
  GetLogFields: { input: GetLogFieldsRequest; output: GetLogFieldsResponse };
  GetLogGroupFields: { input: GetLogGroupFieldsRequest; output: GetLogGroupFieldsResponse };
  GetLogObject: { input: GetLogObjectRequest; output: GetLogObjectResponse };
  GetLogRecord: { input: GetLogRecordRequest; output: GetLogRecordResponse };
  GetLookupTable: { input: GetLookupTableRequest; output: GetLookupTableResponse };
  GetQueryResults: { input: GetQueryResultsRequest; output: GetQueryResultsResponse };
  GetScheduledQuery: { input: GetScheduledQueryRequest; output: GetScheduledQueryResponse };
  GetScheduledQueryHistory: { input: GetScheduledQueryHistoryRequest; output: GetScheduledQueryHistoryResponse };
  GetStorageTierPolicy: { input: GetStorageTierPolicyRequest; output: GetStorageTierPolicyResponse };
  GetTransformer: { input: GetTransformerRequest; output: GetTransformerResponse };
  ListAggregateLogGroupSummaries: { input: ListAggregateLogGroupSummariesRequest; output: ListAggregateLogGroupSummariesResponse };
  ListAnomalies: { input: ListAnomaliesRequest; output: ListAnomaliesResponse };
  ListIntegrations: { input: ListIntegrationsRequest; output: ListIntegrationsResponse };
  ListLogAnomalyDetectors: { input: ListLogAnomalyDetectorsRequest; output: ListLogAnomalyDetectorsResponse };
  ListLogGroups: { input: ListLogGroupsRequest; output: ListLogGroupsResponse };
  ListLogGroupsForQuery: { input: ListLogGroupsForQueryRequest; output: ListLogGroupsForQueryResponse };
  ListScheduledQueries: { input: ListScheduledQueriesRequest; output: ListScheduledQueriesResponse };
  ListSourcesForS3TableIntegration: { input: ListSourcesForS3TableIntegrationRequest; output: ListSourcesForS3TableIntegrationResponse };
  ListSyslogConfigurations: { input: ListSyslogConfigurationsRequest; output: ListSyslogConfigurationsResponse };
  ListTagsForResource: { input: ListTagsForResourceRequest; output: ListTagsForResourceResponse };
  ListTagsLogGroup: { input: ListTagsLogGroupRequest; output: ListTagsLogGroupResponse };
  PutAccountPolicy: { input: PutAccountPolicyRequest; output: PutAccountPolicyResponse };
  PutBearerTokenAuthentication: { input: PutBearerTokenAuthenticationRequest; output: void };
  PutDataProtectionPolicy: { input: PutDataProtectionPolicyRequest; output: PutDataProtectionPolicyResponse };
  PutDeliveryDestination: { input: PutDeliveryDestinationRequest; output: PutDeliveryDestinationResponse };
  PutDeliveryDestinationPolicy: { input: PutDeliveryDestinationPolicyRequest; output: PutDeliveryDestinationPolicyResponse };
  PutDeliverySource: { input: PutDeliverySourceRequest; output: PutDeliverySourceResponse };
  PutDestination: { input: PutDestinationRequest; output: PutDestinationResponse };
  PutDestinationPolicy: { input: PutDestinationPolicyRequest; output: void };
  PutIndexPolicy: { input: PutIndexPolicyRequest; output: PutIndexPolicyResponse };
  PutIntegration: { input: PutIntegrationRequest; output: PutIntegrationResponse };
  PutLogEvents: { input: PutLogEventsRequest; output: PutLogEventsResponse };
  PutLogGroupDeletionProtection: { input: PutLogGroupDeletionProtectionRequest; output: void };
  PutMetricFilter: { input: PutMetricFilterRequest; output: void };
  PutQueryDefinition: { input: PutQueryDefinitionRequest; output: PutQueryDefinitionResponse };
  PutResourcePolicy: { input: PutResourcePolicyRequest; output: PutResourcePolicyResponse };
  PutRetentionPolicy: { input: PutRetentionPolicyRequest; output: void };
  PutStorageTierPolicy: { input: PutStorageTierPolicyRequest; output: PutStorageTierPolicyResponse };
  PutSubscriptionFilter: { input: PutSubscriptionFilterRequest; output: void };
  PutSyslogConfiguration: { input: PutSyslogConfigurationRequest; output: void };
  PutTransformer: { input: PutTransformerRequest; output: void };
  StartLiveTail: { input: StartLiveTailRequest; output: StartLiveTailResponse };
  StartQuery: { input: StartQueryRequest; output: StartQueryResponse };
  StopQuery: { input: StopQueryRequest; output: StopQueryResponse };
  TagLogGroup: { input: TagLogGroupRequest; output: void };
  TagResource: { input: TagResourceRequest; output: void };
  TestMetricFilter: { input: TestMetricFilterRequest; output: TestMetricFilterResponse };
  TestTransformer: { input: TestTransformerRequest; output: TestTransformerResponse };
  UntagLogGroup: { input: UntagLogGroupRequest; output: void };
  UntagResource: { input: UntagResourceRequest; output: void };
  UpdateAnomaly: { input: UpdateAnomalyRequest; output: void };
  UpdateDeliveryConfiguration: { input: UpdateDeliveryConfigurationRequest; output: UpdateDeliveryConfigurationResponse };
  UpdateLogAnomalyDetector: { input: UpdateLogAnomalyDetectorRequest; output: void };
  UpdateLookupTable: { input: UpdateLookupTableRequest; output: UpdateLookupTableResponse };
  UpdateScheduledQuery: { input: UpdateScheduledQueryRequest; output: UpdateScheduledQueryResponse };
}

/** The modelled errors. */
export interface Errors {
  AccessDeniedException: AccessDeniedException;
  ConflictException: ConflictException;
  DataAlreadyAcceptedException: DataAlreadyAcceptedException;
  InternalServerException: InternalServerException;
  InternalStreamingException: InternalStreamingException;
  InvalidOperationException: InvalidOperationException;
  InvalidParameterException: InvalidParameterException;
  InvalidSequenceTokenException: InvalidSequenceTokenException;
  LimitExceededException: LimitExceededException;
  MalformedQueryException: MalformedQueryException;
  OperationAbortedException: OperationAbortedException;
  ResourceAlreadyExistsException: ResourceAlreadyExistsException;
  ResourceNotFoundException: ResourceNotFoundException;
  ServiceQuotaExceededException: ServiceQuotaExceededException;
  ServiceUnavailableException: ServiceUnavailableException;
  SessionStreamingException: SessionStreamingException;
  SessionTimeoutException: SessionTimeoutException;
  ThrottlingException: ThrottlingException;
  TooManyTagsException: TooManyTagsException;
  UnrecognizedClientException: UnrecognizedClientException;
  ValidationException: ValidationException;
}
