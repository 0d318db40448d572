/** Options as the server words them, for browsers that can't read them by themselves. */
export function creationOptions(
  json: PublicKeyCredentialCreationOptionsJSON,
): PublicKeyCredentialCreationOptions {
  if ('parseCreationOptionsFromJSON' in PublicKeyCredential) {
    return PublicKeyCredential.parseCreationOptionsFromJSON(json);
  }
  const {
    challenge,
    user,
    excludeCredentials = [],
    pubKeyCredParams,
    authenticatorSelection,
    ...rest
  } = json;
  return {
    ...rest,
    attestation: 'none',
    authenticatorSelection: authenticatorSelection ?? {},
    pubKeyCredParams,
    challenge: toBytes(challenge),
    user: { ...user, id: toBytes(user.id) },
    excludeCredentials: excludeCredentials.map(({ id }) => ({ id: toBytes(id), type: 'public-key' })),
    extensions: {},
  };
}

export function requestOptions(
  json: PublicKeyCredentialRequestOptionsJSON,
): PublicKeyCredentialRequestOptions {
  if ('parseRequestOptionsFromJSON' in PublicKeyCredential) {
    return PublicKeyCredential.parseRequestOptionsFromJSON(json);
  }
  const { challenge, rpId = location.hostname, timeout = 300_000 } = json;
  return { challenge: toBytes(challenge), rpId, timeout, userVerification: 'required' };
}

/** What the browser has made or answered, as text. */
export function credentialJson(credential: PublicKeyCredential): string {
  if ('toJSON' in credential) return JSON.stringify(credential.toJSON());
  const { id, rawId, type, response } = credential as PublicKeyCredential;
  const fields = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];
  const given = fields.flatMap((name) => {
    const value: unknown = Reflect.get(response, name);
    return value instanceof ArrayBuffer ? [[name, toText(value)]] : [];
  });
  return JSON.stringify({ id, rawId: toText(rawId), type, response: Object.fromEntries(given) });
}

function toBytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function toText(bytes: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
