import type { SdkConfigurationProperty, SdkType } from '../../../model/generated/apigateway.ts';

export interface SdkKind extends SdkType {
  readonly id: string;
  readonly configurationProperties: readonly SdkConfigurationProperty[];
}

/**
 * AWS's six (API reference, GetSdk), with the parameters that it documents for each: the API reference for java, android,
 * objectivec and swift, "Generate SDKs for an API using AWS CLI commands" and "Generate the Ruby SDK of an API" for ruby.
 */
// deviation: Descriptions of SDK types and of their configuration properties are ours, and java has only the properties that AWS documents by name; what AWS's answers have is not recorded.
// deviation: GetSdkTypes lists a seventh type, typescript: the JavaScript SDK with declarations of its types.
export const sdkTypes: readonly SdkKind[] = [
  {
    id: 'java',
    friendlyName: 'Java',
    description: 'Java SDK',
    configurationProperties: [
      property('serviceName', 'Service Name', 'The name of the SDK, and of its client class'),
      property('javaPackageName', 'Java Package Name', 'The package of the SDK'),
    ],
  },
  { id: 'javascript', friendlyName: 'JavaScript', description: 'JavaScript SDK', configurationProperties: [] },
  {
    id: 'android',
    friendlyName: 'Android',
    description: 'Android SDK',
    configurationProperties: [
      property('groupId', 'Group ID', 'The unique identifier of the project'),
      property('invokerPackage', 'Invoker package', 'The namespace of the client classes'),
      property('artifactId', 'Artifact ID', 'The name of the compiled .jar file without the version'),
      property('artifactVersion', 'Artifact version', 'The version of the client'),
    ],
  },
  {
    id: 'objectivec',
    friendlyName: 'iOS (Objective-C)',
    description: 'iOS (Objective-C) SDK',
    configurationProperties: [property('classPrefix', 'Prefix', 'What the names of all classes start with')],
  },
  {
    id: 'swift',
    friendlyName: 'iOS (Swift)',
    description: 'iOS (Swift) SDK',
    configurationProperties: [property('classPrefix', 'Prefix', 'What the names of all classes start with')],
  },
  {
    id: 'ruby',
    friendlyName: 'Ruby',
    description: 'Ruby SDK',
    configurationProperties: [
      property('service.name', 'Service Name', 'The name of the SDK, of letters only'),
      { ...property('ruby.gem-name', 'Ruby Gem Name', 'The name of the gem'), required: false },
      {
        ...property('ruby.gem-version', 'Ruby Gem Version', 'The version of the gem'),
        required: false,
        defaultValue: '1.0.0',
      },
    ],
  },
  {
    id: 'typescript',
    friendlyName: 'TypeScript',
    description: 'JavaScript SDK with TypeScript declarations',
    configurationProperties: [],
  },
];

function property(name: string, friendlyName: string, description: string): SdkConfigurationProperty {
  return { name, friendlyName, description, required: true };
}
