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
      <OneThingAtATime {...props} errors={errors} />
      <ProposalForm {...props} errors={errors} />
    </>
  );
}

/** The ways to be verified, folded while there is a code to enter, or nothing to do. */
function OneThingAtATime(props: FormProps): JSX.Element {
  const { verified, codeWaiting, errors } = props;
  const ways = (
    <>
      <AddressForm {...props} />
      <Providers {...props} />
    </>
  );
  if (!verified && !codeWaiting) return ways;
  return (
    <details class="settings-part" open={'workAddress' in errors}>
      <summary>
        {codeWaiting ? 'Another code, or another address' : 'Verify again, or at another company'}
      </summary>
      {ways}
    </details>
  );
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

function Verified({ verified }: { verified: VerifiedCompany }): JSX.Element {
  const { company, at, unlocked } = verified;
  const until = day.format(new Date(Date.parse(at) + verifiedFor));
  return (
    <section class="settings-part stack" aria-labelledby="verified">
      <h2 id="verified">{company}</h2>
      <p>You are verified until {until}. Then it ends, unless you verify again.</p>
      {unlocked ? (
        <p>
          Bylines with {company} are open to you where enough people would show the same. It is counted at the
          start of each month; the form in which you write shows what is open.
        </p>
      ) : (
        <p>
          Bylines with {company} are not open to you yet. They open, where enough people would show the same,
          after three days and once three more people from there are verified: otherwise the first one to sign
          so might be guessed to be you.
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
        Having left, your career no longer names {company} either. With both, your posts stay as they were
        signed, and your mailbox there can verify again.
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

function AddressForm({ noMail, sender, values, errors }: FormProps): JSX.Element {
  const title = 'By a code to your mailbox at work';
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
        We mail you one code. Your employer may see that mail, and that it came from {sender}; it names
        neither you nor this community, and has no link. We do not keep the address: only a mark that nobody
        can read it from, so that one mailbox verifies one account.
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
    <details class="settings-part" open={'company' in errors || 'domain' in errors}>
      <summary>Is your company not known yet?</summary>
      <PostForm action={urls.settingsCompanyProposal()} class="form">
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
    </details>
  );
}
