import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary, TextField } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { VerifiedCompany } from '../careers/careers.ts';
import { verifiedFor } from '../careers/verified-careers.ts';
import { codeLifetimeMinutes } from '../careers/work-code.ts';

export type VerificationPageProps = {
  verified: VerifiedCompany | null;
  /** A code was mailed and can be entered. */
  codeWaiting: boolean;
  /** Why no code can be mailed here; null where one can. */
  noMail: string | null;
  /** Where the mail would come from. */
  sender: string;
  /** Those whose own sign-in proves an address. */
  providers: readonly { id: string; name: string }[];
  /** What came of the employer's sign-in, where it proved nothing. */
  trouble?: string | undefined;
  values?: Partial<Record<'workAddress' | 'company' | 'domain', string>>;
  errors?: FieldErrors;
};

export function VerificationPage(props: VerificationPageProps): JSX.Element {
  const { verified, codeWaiting, trouble, errors = {} } = props;
  return (
    <>
      <h1>Verification</h1>
      <p class="lede">
        Show that you work at your company, and your posts can say so, always together with enough others who
        would show the same.
      </p>
      {trouble && <Notice trouble>{trouble}</Notice>}
      <ErrorSummary errors={errors} />
      {verified && <Verified verified={verified} />}
      {codeWaiting && <CodeForm errors={errors} />}
      <AddressForm {...props} errors={errors} />
      <Providers {...props} />
      <ProposalForm {...props} errors={errors} />
    </>
  );
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

function Verified({ verified }: { verified: VerifiedCompany }): JSX.Element {
  const { company, at, unlocked } = verified;
  const until = day.format(new Date(Date.parse(at) + verifiedFor));
  return (
    <section class="settings-part stack" aria-labelledby="verified">
      <h2 id="verified">{company}</h2>
      <p>You are verified until {until}. Then it ends, unless you verify again.</p>
      {unlocked ? (
        <p>
          Bylines with {company} are open to you where enough people would show the same. That is counted anew
          at the start of each month; where you write, you see what is open.
        </p>
      ) : (
        <p>
          Bylines with {company} are not open to you yet: three days must have passed, and three more people
          from there must have been verified after you. Otherwise whoever notices that somebody new can sign
          so might guess that it is you. From then on they open where enough people would show the same.
        </p>
      )}
      <PostForm action={urls.settingsVerificationEnd()} class="form-actions">
        <Button tone="quiet" name="end" value="left">
          I left {company}
        </Button>
        <Button tone="quiet" name="end" value="drop">
          End the verification
        </Button>
      </PostForm>
      <p class="field-help">
        With either, posts that are there stay as they were signed, and your work mailbox is free again.
      </p>
    </section>
  );
}

function CodeForm({ errors }: { errors: FieldErrors }): JSX.Element {
  return (
    <PostForm action={urls.settingsWorkCode()} class="form settings-part">
      <h2>Enter the code</h2>
      <p>
        If the mailbox can verify you, a mail with eight digits is on its way. They work for{' '}
        {codeLifetimeMinutes} minutes. Nothing there? Look at the address, and among what was taken for spam.
      </p>
      <TextField name="code" label="Code" autocomplete="one-time-code" error={errors['code']} />
      <div class="form-actions">
        <Button>Verify</Button>
      </div>
    </PostForm>
  );
}

type FormProps = VerificationPageProps & { errors: FieldErrors };

function AddressForm({ noMail, sender, verified, values, errors }: FormProps): JSX.Element {
  const title = verified ? 'Verify again, or another company' : 'By a code to your mailbox at work';
  if (noMail !== null) {
    return (
      <section class="settings-part stack">
        <h2>{title}</h2>
        <p>{noMail}</p>
      </section>
    );
  }
  return (
    <PostForm action={urls.settingsVerification()} class="form settings-part">
      <h2>{title}</h2>
      <p>
        We mail one code to the address. Your employer may see that mail, and that it came from {sender}; it
        names neither you nor this community, and has no link. The address is not kept: only a keyed hash of
        it, beside nobody’s name, so that one mailbox verifies one account.
      </p>
      <TextField
        name="workAddress"
        type="email"
        label="Your address at work"
        autocomplete="off"
        value={values?.workAddress}
        error={errors['workAddress']}
      />
      <div class="form-actions">
        <Button>Mail me a code</Button>
      </div>
    </PostForm>
  );
}

function Providers({ providers }: VerificationPageProps): JSX.Element | null {
  if (providers.length === 0) return null;
  return (
    <section class="settings-part stack" aria-labelledby="providers">
      <h2 id="providers">By your employer’s sign-in</h2>
      <p>
        You sign in there once, and we learn your address at work. It is not linked to this account, and not
        kept. Your employer can see that you signed in here.
      </p>
      <div class="form-actions">
        {providers.map(({ id, name }) => (
          <PostForm key={id} action={urls.proveAddress({ provider: id })}>
            <input type="hidden" name="memo" value="" />
            <Button tone="quiet">Verify with {name}</Button>
          </PostForm>
        ))}
      </div>
    </section>
  );
}

function ProposalForm({ values, errors }: FormProps): JSX.Element {
  return (
    <PostForm action={urls.settingsCompanyProposal()} class="form settings-part">
      <h2>Is your company not known yet?</h2>
      <p>Propose it. Who did so is not kept. Once an admin has confirmed it, its people can be verified.</p>
      <TextField
        name="company"
        label="Company"
        autocomplete="off"
        value={values?.company}
        error={errors['company']}
        limit={80}
      />
      <TextField
        name="domain"
        label="Where its people have their mail"
        help="What stands behind the @, like company.com."
        autocomplete="off"
        value={values?.domain}
        error={errors['domain']}
      />
      <div class="form-actions">
        <Button tone="quiet">Propose it</Button>
      </div>
    </PostForm>
  );
}
