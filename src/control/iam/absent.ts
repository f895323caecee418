import { noSuchEntity } from './errors.ts';
import { findPrincipal, type Iam, type IamHandlers, user } from './principals.ts';

export type AbsentHandlers = IamHandlers<
  | 'ListAccountAliases'
  | 'GetLoginProfile'
  | 'DeleteLoginProfile'
  | 'ListMFADevices'
  | 'ListVirtualMFADevices'
  | 'ListSSHPublicKeys'
  | 'ListSigningCertificates'
  | 'ListServiceSpecificCredentials'
>;

/**
 * What tools look for before they delete a user, and what cannot be made here: there is none of it, as on AWS where none was made.
 */
export function absentHandlers({ store }: Iam): AbsentHandlers {
  return {
    async ListAccountAliases() {
      return { AccountAliases: [], IsTruncated: false };
    },
    /** Recorded: test_login_profile_errors. */
    async GetLoginProfile({ UserName = '' }, call) {
      await findPrincipal(store, call, user, UserName);
      throw noSuchEntity(`Login Profile for User ${UserName} cannot be found.`);
    },
    async DeleteLoginProfile({ UserName = '' }, call) {
      await findPrincipal(store, call, user, UserName);
      throw noSuchEntity(`Login Profile for User ${UserName} cannot be found.`);
    },
    async ListMFADevices({ UserName }, call) {
      if (UserName !== undefined) await findPrincipal(store, call, user, UserName);
      return { MFADevices: [], IsTruncated: false };
    },
    async ListVirtualMFADevices() {
      return { VirtualMFADevices: [], IsTruncated: false };
    },
    async ListSSHPublicKeys({ UserName }, call) {
      if (UserName !== undefined) await findPrincipal(store, call, user, UserName);
      return { SSHPublicKeys: [], IsTruncated: false };
    },
    async ListSigningCertificates({ UserName }, call) {
      if (UserName !== undefined) await findPrincipal(store, call, user, UserName);
      return { Certificates: [], IsTruncated: false };
    },
    async ListServiceSpecificCredentials({ UserName }, call) {
      if (UserName !== undefined) await findPrincipal(store, call, user, UserName);
      return { ServiceSpecificCredentials: [], IsTruncated: false };
    },
  };
}
