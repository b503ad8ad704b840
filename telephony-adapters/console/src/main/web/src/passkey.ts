/** Passkeys: what the console asks of the browser's authenticators, and what it gets back, in base64url. */

import { post, type Answer } from './api';

interface Known {
  type: 'public-key';
  id: string;
}

interface CreationOptions {
  challenge: string;
  rp: { id: string; name: string };
  user: { id: string; name: string; displayName: string };
  pubKeyCredParams: { type: 'public-key'; alg: number }[];
  timeout: number;
  excludeCredentials: Known[];
  authenticatorSelection: AuthenticatorSelectionCriteria;
  attestation: AttestationConveyancePreference;
}

interface RequestOptions {
  challenge: string;
  rpId: string;
  timeout: number;
  allowCredentials: Known[];
  userVerification: UserVerificationRequirement;
}

/** Whether this browser has passkeys for this address. */
export const hasPasskeys = 'PublicKeyCredential' in window;

/** What an authenticator signed, as the console takes it. */
export interface PasskeyProof {
  challenge: string;
  credential: string;
  userHandle: string;
  browserData: string;
  authenticatorData: string;
  signature: string;
}

/** Signs the challenge that `${path}/options` gives; empty if the person has cancelled. */
export async function sign(path: string): Promise<Answer<PasskeyProof> | undefined> {
  const options = await post<RequestOptions>(`${path}/options`);
  if (options.problem) {
    return options;
  }
  const asked = options.content;
  const credential = await attempt(() =>
    navigator.credentials.get({
      publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: asked.allowCredentials.map(known) },
    }),
  );
  if (!(credential?.response instanceof AuthenticatorAssertionResponse)) {
    return undefined;
  }
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return {
    content: {
      challenge: asked.challenge,
      credential: text(credential.rawId),
      userHandle: userHandle ? text(userHandle) : '',
      browserData: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
    },
  };
}

/** A passkey that the browser has made, as the console takes it. */
export interface MadePasskey {
  name: string;
  challenge: string;
  browserData: string;
  attestation: string;
}

/** Makes a passkey for the options that `path` gives for `content`; empty if the person has cancelled. */
export async function make(path: string, name: string, content?: object): Promise<Answer<MadePasskey> | undefined> {
  const options = await post<CreationOptions>(path, content);
  if (options.problem) {
    return options;
  }
  const asked = options.content;
  const credential = await attempt(() =>
    navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: asked.excludeCredentials.map(known),
      },
    }),
  );
  if (!(credential?.response instanceof AuthenticatorAttestationResponse)) {
    return undefined;
  }
  return {
    content: {
      name,
      challenge: asked.challenge,
      browserData: text(credential.response.clientDataJSON),
      attestation: text(credential.response.attestationObject),
    },
  };
}

/** A person who cancels, and an authenticator that refuses, give the same error on purpose (Web Authentication, 14.5.1). */
async function attempt(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential | undefined> {
  try {
    const credential = await ask();
    return credential instanceof PublicKeyCredential ? credential : undefined;
  } catch {
    return undefined;
  }
}

function known({ type, id }: Known): PublicKeyCredentialDescriptor {
  return { type, id: bytes(id) };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
