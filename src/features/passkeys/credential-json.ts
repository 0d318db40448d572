import { z } from 'zod';

const base64url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/);

const credentialId = base64url(1400);

const credential = {
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  clientExtensionResults: z.unknown().transform(() => ({})),
};

const clientDataJSON = base64url(8000);

/** What `PublicKeyCredential.toJSON()` gives after making a passkey, as far as it is read. */
const registration = z.object({
  ...credential,
  response: z.object({ clientDataJSON, attestationObject: base64url(40_000) }),
});

/** The same after using one. Without a user handle it is no passkey that can be found without a name. */
const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON,
    authenticatorData: base64url(4000),
    signature: base64url(4000),
    userHandle: base64url(100),
  }),
});

export type RegistrationJson = z.output<typeof registration>;
export type AssertionJson = z.output<typeof assertion>;

export const readRegistration = (text: string): RegistrationJson | null => read(registration, text);
export const readAssertion = (text: string): AssertionJson | null => read(assertion, text);

const clientData = z.object({ challenge: base64url(100) });

/** The challenge that the browser says it has answered; null where the text is none of a browser's. */
export function readChallenge({ response }: RegistrationJson | AssertionJson): string | null {
  const text = Buffer.from(response.clientDataJSON, 'base64url').toString();
  return read(clientData, text)?.challenge ?? null;
}

function read<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> | null {
  const json = parseJson(text);
  const parsed = schema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
