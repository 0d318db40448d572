import { rights } from './rights.ts';

/**
 * What the other columns of the database hold. A new column has to be put here, or get a secret of its own in
 * `secrets.ts` and its place in `rights.ts`.
 */
const harmless = {
  'what anybody may read': `
    ama_hosts.* amas.* topics.* topic_synonyms.* thread_topics.* listings.* listing_counts.* series.* outcomes.*
    byline_classes.* companies.id companies.size companies.sources
    company_aliases.company_id company_domains.company_id company_levels.* company_merges.* portraits.*
    profiles.id profiles.slug profiles.name profiles.title profiles.bio profiles.bio_html profiles.links
    profiles.role profiles.level profiles.company profiles.native_level profiles.portrait_id
    authors.thread_id authors.handle authors.level authors.role authors.native_level authors.company
    threads.id threads.kind threads.tldr threads.intent threads.parts threads.options threads.from_name
    threads.from_url threads.recording posts.id posts.thread_id posts.kind posts.on_id posts.profile_id posts.parts
    videos.id videos.thread_id videos.profile_id videos.audience videos.state videos.reason
    videos.language videos.playlist videos.file videos.file_type videos.poster videos.sprite renditions.* speakers.* caption_tracks.*
    cues.* chapters.* moments.* series_videos.* caption_suggestions.id caption_suggestions.track_id
    caption_suggestions.was caption_suggestions.becomes video_authors.* video_uploads.video_id
    closures.* locks.* acceptances.* revisions.post_id revisions.tldr revisions.topics removals.post_id removals.by
    search_documents.* search_words.*`,
  'random, or a name of a state': `
    ama_audiences.* ama_events.* ama_guests.thread_id ama_guests.profile_id ama_invitations.thread_id
    ama_invitations.profile_id ama_questions.post_id ama_questions.thread_id ama_questions.state
    ama_questions.merged_into ama_questions.handed_to ama_rsvps.thread_id
    accounts.role accounts.passkey_handle api_tokens.id departures.id flags.post_id flags.reason identities.id
    identities.issuer kept_mails.id kept_mails.subject moderation_acts.id moderation_acts.post_id moderation_acts.act passkeys.id
    passkeys.public_key pending_words.* sessions.id suspensions.post_id tokens.purpose votes.post_id
    migrations.* imported_refs.* recognitions.* videos.original videos.file_hash videos.folder
    video_uploads.id`,
  'sealed, or a keyed hash': `
    accounts.password_hash ama_rsvps.rsvp_key ama_rsvps.sealed authors.sealed byline_epochs.sealed careers.sealed caption_suggestions.suggester_key departures.sealed flags.flagger_key
    imported_people.* key_checks.* passkeys.name private_slots.* provider_visits.* rate_limits.key
    second_factors.sealed sessions.browser sessions.owner sessions.sealed suspensions.standing_key tokens.password_hash
    used_codes.key votes.voter_key waiting_posts.* work_mailboxes.hash`,
  'a hash of a secret that is random': `
    email_changes.new_hash email_changes.present_hash tokens.browser_hash`,
};

/** Columns of which nobody has said what they hold, and such as are said to hold something and are not there. */
export function findUnsaid(columns: readonly string[]): string[] {
  const patterns = Object.values(harmless).flatMap((list) => list.trim().split(/\s+/));
  const secret = new Set(Object.values(rights).flatMap((right) => right.columns));
  const isSaid = (column: string) =>
    [column, column.replace(/\..*/, '.*')].some((one) => patterns.includes(one));
  const isThere = (pattern: string) =>
    columns.some((column) => column === pattern || column.replace(/\..*/, '.*') === pattern);
  return [
    ...columns
      .filter((column) => !isSaid(column) && !secret.has(column))
      .map(
        (column) =>
          `${column}: is it public (columns.ts), or a secret (rights.ts, and planted in secrets.ts)?`,
      ),
    ...[...patterns, ...secret]
      .filter((pattern) => !isThere(pattern))
      .map((pattern) => `${pattern} is listed, and there is no such column`),
  ];
}
