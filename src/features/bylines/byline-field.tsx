import type { ComponentChildren, JSX } from 'preact';
import { FieldSet } from '../../ui/field.tsx';
import { RadioGroup } from '../../ui/form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { BylineLine } from './byline.tsx';
import type { BylineChoice } from './bylines.ts';
import { communityByline, openChoices, printByline } from './bylines.ts';
import type { PrintedByline } from './printed-byline.ts';
import { bylineText } from './printed-byline.ts';

export type BylineFieldProps = {
  account: Pick<Account, 'profile' | 'career'>;
  /** What was chosen before, where the form came back. */
  choice?: string | undefined;
  /** How this account has signed in this thread already: then there is nothing to choose. */
  fixed?: PrintedByline | null | undefined;
  error?: string | undefined;
};

/** How a post will be signed: each choice is the line that will be printed. Sends `byline`. */
export function BylineField({ account, choice, fixed, error }: BylineFieldProps): JSX.Element {
  const { communityName } = useSite();
  if (fixed) return <FixedByline byline={fixed} />;
  const open = openChoices(account);
  const choices = open.map((value) => ({
    value,
    label: bylineText(printedChoice(account, value), communityName),
    help: helpOf[value],
  }));
  return (
    <div class="byline-field">
      <RadioGroup
        name="byline"
        label="Sign it as"
        help={`${open.includes('named') ? `Without your name: ${nobodySees.toLowerCase()}` : nobodySees} Your first post in a thread decides how you are signed in all of it.`}
        error={error}
        choices={choices}
        value={isOpen(open, choice) ? choice : firstMasked(open)}
      />
      <Hint account={account} />
    </div>
  );
}

/** The line that this choice prints for this account. */
export function printedChoice(account: BylineFieldProps['account'], choice: BylineChoice): PrintedByline {
  const { profile, career } = account;
  if (choice === 'named' && profile) {
    return { form: 'named', name: profile.name, slug: profile.slug, title: profile.title };
  }
  const masked = communityByline(choice === 'named' ? 'member' : choice, career);
  return printByline({ ...masked, handle: '', name: null, profileSlug: null, title: null });
}

const nobodySees = 'Nobody can see who wrote this, not even moderators and admins.';

const helpOf: Record<BylineChoice, string> = {
  named: 'Your name, linked to your profile. Anyone can see that you wrote this.',
  'level-role': 'Your level and role, as you state them.',
  role: 'Your role, without your level.',
  member: 'Nothing of your work.',
};

function isOpen(open: readonly BylineChoice[], choice: string | undefined): boolean {
  return (open as readonly (string | undefined)[]).includes(choice);
}

// A name that slipped out cannot be taken back, so it is never what stands there by itself.
export function firstMasked(open: readonly BylineChoice[]): BylineChoice {
  return open.find((value) => value !== 'named') ?? 'member';
}

function FixedByline({ byline }: { byline: PrintedByline }): JSX.Element {
  const masked = byline.form !== 'named';
  return (
    <FieldSet
      name="byline"
      label="Signed as"
      help={`You have written in this thread as this already, so it stays. ${masked ? nobodySees : ''}`.trim()}
    >
      <input type="hidden" name="byline" value={masked ? 'member' : 'named'} />
      <BylineLine byline={byline} />
    </FieldSet>
  );
}

function Hint({ account: { profile, career } }: Pick<BylineFieldProps, 'account'>): JSX.Element | null {
  if (!career?.role && !career?.level) {
    return (
      <HintLine href={urls.settingsCareer()} link="State your role and level">
        {' '}
        to sign with them, still masked.
      </HintLine>
    );
  }
  if (!profile) {
    return (
      <HintLine href={urls.settingsProfile()} link="Make a profile">
        {' '}
        if you would rather sign with your name.
      </HintLine>
    );
  }
  return null;
}

function HintLine(props: { href: string; link: string; children: ComponentChildren }): JSX.Element {
  return (
    <p class="field-help">
      <a href={props.href}>{props.link}</a>
      {props.children}
    </p>
  );
}
