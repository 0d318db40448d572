import type { ComponentChildren, JSX } from 'preact';
import { FieldSet } from '../../ui/field.tsx';
import { Checkbox, Option } from '../../ui/form.tsx';
import { Icon } from '../../ui/icon.tsx';
import { urls } from '../../urls.ts';
import { BylineLine, BylineWho } from './byline.tsx';
import type { BylineChoice } from './bylines.ts';
import type { OfferedByline, Signing } from './signing.ts';

export type BylineFieldProps = {
  signing: Signing;
  /** What was chosen before, where the form came back or a draft is taken up. */
  choice?: string | undefined;
  /** Whether the name was confirmed in the form that came back. */
  confirmed?: boolean | undefined;
  /** Whether the text was written to be masked, where the name is fixed by now. */
  begunMasked?: boolean | undefined;
  errors?: Record<string, string>;
};

/** How a post will be signed: each choice is the line that will be printed. Sends `byline` and `underMyName`. */
export function BylineField(props: BylineFieldProps): JSX.Element {
  const { signing, choice, confirmed, errors = {} } = props;
  if (signing.fixed) return <FixedByline {...props} byline={signing.fixed} />;
  const chosen = chosenIn(signing, choice);
  return (
    <FieldSet
      name="byline"
      label="Sign it as"
      help="Your first post in a thread decides how you are signed in all of it."
      error={errors['byline']}
    >
      <div class="signing">
        <SigningPart icon title="Masked">
          {nobodySees} A handle such as “Quiet Heron” stands beside the line, in this thread alone.
        </SigningPart>
        {signing.masked
          .filter(({ refusal }) => refusal === null)
          .map((offered) => (
            <BylineOption key={offered.choice} offered={offered} chosen={chosen} />
          ))}
        <ClosedOptions closed={signing.masked.filter(({ refusal }) => refusal !== null)} chosen={chosen} />
        <Hint signing={signing} />
      </div>
      {signing.named && (
        <div class="signing signing-named">
          <SigningPart title="Under your name">Anyone can see that you wrote this.</SigningPart>
          <BylineOption offered={signing.named} chosen={chosen} />
          <div class="signing-confirm">
            <ConfirmName confirmed={confirmed} error={errors['underMyName']} />
          </div>
        </div>
      )}
    </FieldSet>
  );
}

const nobodySees = 'Nobody can see who wrote this, not even moderators and admins.';

function SigningPart(props: { icon?: boolean; title: string; children: ComponentChildren }): JSX.Element {
  return (
    <p class="field-help signing-part">
      <b>
        {props.icon && <Icon name="mask" />}
        {props.title}.
      </b>{' '}
      {props.children}
    </p>
  );
}

/** What may not be shown, and why: there for whoever asks, out of the way of everybody else. */
function ClosedOptions(props: {
  closed: readonly OfferedByline[];
  chosen: BylineChoice;
}): JSX.Element | null {
  const { closed, chosen } = props;
  if (closed.length === 0) return null;
  return (
    <details class="fold">
      <summary>
        {closed.length === 1
          ? 'One line that says more is not open'
          : `${closed.length} lines that say more are not open`}
      </summary>
      {closed.map((offered, place) => (
        <BylineOption key={offered.choice} offered={offered} chosen={chosen} next={closed[place + 1]} />
      ))}
    </details>
  );
}

type BylineOptionProps = {
  offered: OfferedByline;
  chosen: BylineChoice;
  /** What stands below it: why they are closed is said once for all that are for the same reason. */
  next?: OfferedByline | undefined;
};

/** What is wrong leads to the one that is chosen, which has the field's own id. */
function BylineOption({ offered, chosen, next }: BylineOptionProps): JSX.Element {
  const { choice, byline, refusal } = offered;
  const why = refusal === next?.refusal ? undefined : refusal;
  return (
    <Option
      kind="radio"
      id={choice === chosen ? 'field-byline' : `field-byline-${choice}`}
      name="byline"
      choice={{
        value: choice,
        label: <BylineWho byline={byline} plain />,
        help: refusal === null ? helpOf(offered) : why,
        disabled: refusal !== null,
      }}
      checked={choice === chosen}
    />
  );
}

function helpOf({ choice, atLeast }: OfferedByline): string | undefined {
  if (atLeast !== null) return `${atLeast} or more people can sign like this.`;
  return { named: undefined, ...statedHelp }[choice];
}

const statedHelp: Partial<Record<BylineChoice, string>> = {
  'level-role': 'Your level and role, as you state them.',
  role: 'Your role, without your level.',
  member: 'Nothing of your work.',
};

function ConfirmName(props: { confirmed?: boolean | undefined; error?: string | undefined }): JSX.Element {
  return (
    <Checkbox
      name="underMyName"
      label="Yes, show my name"
      help="It stays on everything you write in this thread."
      checked={props.confirmed ?? false}
      error={props.error}
    />
  );
}

/** What is chosen when the form opens: what came back if it is open still, else what is proposed. */
function chosenIn({ named, masked, proposed }: Signing, choice: string | undefined): BylineChoice {
  const offered = [...(named ? [named] : []), ...masked];
  return offered.find((each) => each.choice === choice && each.refusal === null)?.choice ?? proposed;
}

function FixedByline(props: BylineFieldProps & { byline: NonNullable<Signing['fixed']> }): JSX.Element {
  const { byline, choice, confirmed, errors = {} } = props;
  const masked = byline.form !== 'named';
  const begunMasked = props.begunMasked || (Boolean(choice) && choice !== 'named');
  const asked = !masked && (begunMasked || errors['underMyName'] !== undefined);
  return (
    <FieldSet
      name="byline"
      label="Signed as"
      help={`You have written in this thread as this already, so it stays. ${masked ? nobodySees : ''}`.trim()}
      error={errors['byline']}
    >
      <input type="hidden" name="byline" value={masked ? 'member' : 'named'} id="field-byline" />
      <BylineLine byline={byline} />
      {asked && <input type="hidden" name="begun" value="masked" />}
      {asked && <ConfirmName confirmed={confirmed} error={errors['underMyName']} />}
      {!masked && !asked && <input type="hidden" name="underMyName" value="1" />}
    </FieldSet>
  );
}

function Hint({ signing: { named, hasCareer, canVerify } }: { signing: Signing }): JSX.Element | null {
  if (!hasCareer) {
    return (
      <HintLine href={urls.settingsCareer()} link="State your role and level">
        {' '}
        to sign with them, still masked.
      </HintLine>
    );
  }
  if (canVerify) {
    return (
      <HintLine href={urls.settingsVerification()} link="Verify your company">
        {' '}
        to open the lines that name it, still masked.
      </HintLine>
    );
  }
  if (named) return null;
  return (
    <HintLine href={urls.settingsProfile()} link="Make a profile">
      {' '}
      if you would rather sign with your name.
    </HintLine>
  );
}

function HintLine(props: { href: string; link: string; children: ComponentChildren }): JSX.Element {
  return (
    <p class="field-help">
      <a href={props.href}>{props.link}</a>
      {props.children}
    </p>
  );
}
