-- The tables of the engine. H2 and PostgreSQL both run this file.
--
-- * Each column comment begins with its data class: identity, contact, schedule, clinical, secret or none.
-- * Pseudonyms are keyed and differ between practices: 32 hexadecimal digits.
-- * Every constraint and index has a name, so that a later migration can drop it in both databases.
-- * Checks use `= any (array[…])`, not `in (…)`. In H2 2.4.240 a check with `in (…)` keeps the session that created
--   the table, and every insert fails once that session is closed (h2database issue 4302).

-- Teams, assistants and the queue ------------------------------------------------------------------------------------

create table team (
    id varchar(40) not null,
    version bigint default 0 not null,
    constraint team_pk primary key (id)
);

comment on table team is 'The unit of assignment. A transaction that changes rows of a team holds the lock on the row here.';
comment on column team.id is 'none: the name of the team in the settings';
comment on column team.version is 'none: a random number, replaced by each transaction that changes a row of the team under its lock';

create table team_invalidation (
    id bigint generated always as identity,
    team varchar(40) not null,
    constraint team_invalidation_pk primary key (id),
    constraint team_invalidation_team_fk foreign key (team) references team (id)
);

create index team_invalidation_team_idx on team_invalidation (team);

comment on table team_invalidation is 'One row for each change that another team made to rows of this team. Engines that read it drop their cached rows.';
comment on column team_invalidation.id is 'none: the number of the invalidation';
comment on column team_invalidation.team is 'none: the team whose rows were changed';

create table assistant_presence (
    login varchar(40) not null,
    team varchar(40) not null,
    state varchar(12) not null,
    since timestamp(6) with time zone not null,
    ready_since timestamp(6) with time zone not null,
    wrap_up_ends_at timestamp(6) with time zone,
    pause_reason varchar(12),
    call varchar(64),
    constraint assistant_presence_pk primary key (login),
    constraint assistant_presence_team_fk foreign key (team) references team (id),
    constraint assistant_presence_state_check
        check (state = any (array['OFF', 'READY', 'RESERVED', 'IN_CALL', 'WRAP_UP', 'PAUSED'])),
    constraint assistant_presence_pause_reason_check
        check (pause_reason = any (array['BREAK', 'LUNCH', 'TRAINING', 'MEETING', 'OTHER', 'NO_ANSWER', 'UNREACHABLE',
            'HUNG_UP']))
);

create index assistant_presence_team_idx on assistant_presence (team);

comment on table assistant_presence is 'The current state of each assistant who has ever signed in.';
comment on column assistant_presence.login is 'identity: the pseudonym the assistant signs in with';
comment on column assistant_presence.team is 'none: the team of the assistant';
comment on column assistant_presence.state is 'schedule: the state of the assistant';
comment on column assistant_presence.since is 'schedule: when the assistant entered the state';
comment on column assistant_presence.ready_since is 'schedule: when the assistant last became ready; assignment prefers the longest wait';
comment on column assistant_presence.wrap_up_ends_at is 'schedule: when wrap-up ends automatically';
comment on column assistant_presence.pause_reason is 'schedule: why the assistant is away';
comment on column assistant_presence.call is 'none: the call the assistant is reserved for or connected to';

create table queue_entry (
    call varchar(64) not null,
    practice varchar(40) not null,
    team varchar(40) not null,
    urgency varchar(8) not null,
    since timestamp(6) with time zone not null,
    offered_to varchar(40),
    effective_arrival timestamp(6) with time zone not null,
    promoted_at timestamp(6) with time zone,
    home_team varchar(40),
    overflow_team varchar(40),
    overflow_from timestamp(6) with time zone,
    callback_from timestamp(6) with time zone,
    on_call_ringing boolean default false not null,
    fallback_due boolean default false not null,
    language varchar(2),
    language_required boolean default false not null,
    last_assistant varchar(40),
    constraint queue_entry_pk primary key (call),
    constraint queue_entry_team_fk foreign key (team) references team (id),
    constraint queue_entry_urgency_check
        check (urgency = any (array['VITAL', 'URGENT', 'UNCLEAR', 'ROUTINE'])),
    constraint queue_entry_language_check
        check (language = any (array['FR', 'EN'])),
    constraint queue_entry_state_check
        check (not (on_call_ringing or fallback_due) or (offered_to is null and callback_from is null)),
    constraint queue_entry_fallback_check
        check (not (on_call_ringing and fallback_due))
);

create index queue_entry_team_idx on queue_entry (team);

comment on table queue_entry is 'The queue: one row for each caller who waits. The row is deleted when the wait ends.';
comment on column queue_entry.call is 'none: the call';
comment on column queue_entry.practice is 'none: the practice that was dialled';
comment on column queue_entry.team is 'none: the team whose queue holds the entry; its lock is needed to change this row';
comment on column queue_entry.urgency is 'clinical: how urgent the caller said the call is';
comment on column queue_entry.since is 'none: when the caller began to wait';
comment on column queue_entry.offered_to is 'identity: the assistant who is reserved and whose phone rings';
comment on column queue_entry.effective_arrival is 'none: the arrival time that decides the position in the queue';
comment on column queue_entry.promoted_at is 'none: from when a routine call counts as unclear; null: never';
comment on column queue_entry.home_team is 'none: the team of the practice; null without overflow';
comment on column queue_entry.overflow_team is 'none: the team that may answer too; null without overflow';
comment on column queue_entry.overflow_from is 'none: from when the overflow team may be asked; null without overflow';
comment on column queue_entry.callback_from is 'schedule: from when the caller may be called back; null: the caller is on the line';
comment on column queue_entry.on_call_ringing is 'none: whether the on-call line is ringing for this call; no assistant is reserved then';
comment on column queue_entry.fallback_due is 'none: whether the wait is over and the caller goes to the fallback lines; no assistant is reserved then';
comment on column queue_entry.language is 'identity: the language the caller chose; null: the language of the practice';
comment on column queue_entry.language_required is 'none: whether the caller waits for an assistant who speaks it';
comment on column queue_entry.last_assistant is 'identity: the assistant who spoke with this caller last';

-- The journal --------------------------------------------------------------------------------------------------------

create table call_record (
    call varchar(64) not null,
    practice varchar(40) not null,
    arrived_at timestamp(6) with time zone not null,
    last_event varchar(24) not null,
    urgency varchar(8),
    line varchar(40),
    assistant varchar(40),
    consent varchar(8),
    ended_at timestamp(6) with time zone,
    disposition varchar(24),
    hangup_cause varchar(40),
    language varchar(2),
    constraint call_record_pk primary key (call),
    constraint call_record_last_event_check
        check (last_event = any (array['ARRIVED', 'ANSWERED', 'GREETED', 'TRIAGED', 'QUEUED', 'ASSISTANT_RESERVED',
            'RING_NO_ANSWER', 'ANSWER_DROPPED', 'ESCALATING', 'ACCEPTED', 'NOT_ACCEPTED', 'BRIDGED', 'BRIDGE_ENDED',
            'TRANSFERRING', 'TRANSFERRED', 'TRANSFER_RETURNED', 'MESSAGE_LEFT', 'CALLBACK_RINGING', 'CALLBACK_ANSWERED',
            'CALLBACK_UNANSWERED', 'WRAPPING_UP', 'RESUMED', 'ENDED'])),
    constraint call_record_urgency_check
        check (urgency = any (array['VITAL', 'URGENT', 'UNCLEAR', 'ROUTINE'])),
    constraint call_record_consent_check
        check (consent = any (array['NOTIFIED', 'OBJECTED'])),
    constraint call_record_disposition_check
        check (disposition = any (array['HANDLED', 'ESCALATED', 'EMERGENCY_ANNOUNCED', 'CLOSED_ANNOUNCED', 'MESSAGE_TAKEN',
            'CALLBACK_BOOKED', 'CALLER_REDIALLED', 'CALLBACK_FAILED', 'FAX', 'ABANDONED', 'LEFT_EARLY',
            'TO_FALLBACK', 'FAULT'])),
    constraint call_record_language_check
        check (language = any (array['FR', 'EN']))
);

-- Finds the calls that have not ended, oldest first.
create index call_record_open_idx on call_record (ended_at, arrived_at);
create index call_record_practice_idx on call_record (practice, arrived_at);

comment on table call_record is 'The summary of the journal: one row for each call.';
comment on column call_record.call is 'none: the call';
comment on column call_record.practice is 'none: the practice that was dialled';
comment on column call_record.arrived_at is 'none: when the call arrived';
comment on column call_record.last_event is 'none: the last event that moved the call on; consent and resumption do not';
comment on column call_record.urgency is 'clinical: how urgent the caller said the call is';
comment on column call_record.line is 'none: the line that rang last, of an escalation or a transfer';
comment on column call_record.assistant is 'identity: the assistant who was rung last';
comment on column call_record.consent is 'none: whether the caller was notified of the recording or objected to it';
comment on column call_record.ended_at is 'none: when the call ended';
comment on column call_record.disposition is 'none: how the call ended for the practice';
comment on column call_record.hangup_cause is 'none: the network''s reason, as one of the engine''s words';
comment on column call_record.language is 'identity: the language the caller chose; null: the language of the practice';

create table journal (
    id bigint generated always as identity,
    call varchar(64) not null,
    practice varchar(40) not null,
    occurred_at timestamp(6) with time zone not null,
    event varchar(24) not null,
    urgency varchar(8),
    assistant varchar(40),
    line varchar(40),
    disposition varchar(24),
    hangup_cause varchar(40),
    language varchar(2),
    constraint journal_pk primary key (id),
    constraint journal_event_check
        check (event = any (array['ARRIVED', 'ANSWERED', 'GREETED', 'TRIAGED', 'RECORDING_NOTIFIED', 'RECORDING_OBJECTED',
            'QUEUED', 'ASSISTANT_RESERVED', 'RING_NO_ANSWER', 'ANSWER_DROPPED', 'ESCALATING', 'ACCEPTED', 'NOT_ACCEPTED',
            'BRIDGED', 'BRIDGE_ENDED', 'TRANSFERRING', 'TRANSFERRED', 'TRANSFER_RETURNED', 'MESSAGE_LEFT', 'CALLBACK_RINGING',
            'CALLBACK_ANSWERED', 'CALLBACK_UNANSWERED', 'WRAPPING_UP', 'RESUMED', 'ENDED'])),
    constraint journal_urgency_check
        check (urgency = any (array['VITAL', 'URGENT', 'UNCLEAR', 'ROUTINE'])),
    constraint journal_disposition_check
        check (disposition = any (array['HANDLED', 'ESCALATED', 'EMERGENCY_ANNOUNCED', 'CLOSED_ANNOUNCED', 'MESSAGE_TAKEN',
            'CALLBACK_BOOKED', 'CALLER_REDIALLED', 'CALLBACK_FAILED', 'FAX', 'ABANDONED', 'LEFT_EARLY',
            'TO_FALLBACK', 'FAULT'])),
    constraint journal_language_check
        check (language = any (array['FR', 'EN']))
);

create index journal_call_idx on journal (call, id);
create index journal_practice_idx on journal (practice, occurred_at);

comment on table journal is 'What happened to calls: one row for each event of each call. It names no patient.';
comment on column journal.id is 'none: the order of writing';
comment on column journal.call is 'none: the call';
comment on column journal.practice is 'none: the practice that was dialled';
comment on column journal.occurred_at is 'none: when the event occurred';
comment on column journal.event is 'none: the event';
comment on column journal.urgency is 'clinical: how urgent the caller said the call is';
comment on column journal.assistant is 'identity: the assistant of this event';
comment on column journal.line is 'none: the line that rang at this event';
comment on column journal.disposition is 'none: how the call ended for the practice';
comment on column journal.hangup_cause is 'none: the network''s reason, as one of the engine''s words';
comment on column journal.language is 'identity: the language the caller had chosen by this event';

-- Recordings and messages --------------------------------------------------------------------------------------------

create table recording (
    id varchar(36) not null,
    kind varchar(12) default 'CONVERSATION' not null,
    call varchar(64) not null,
    practice varchar(40) not null,
    caller_pseudonym varchar(32),
    assistant varchar(40),
    started_at timestamp(6) with time zone not null,
    state varchar(12) not null,
    keep_until date not null,
    legal_hold boolean not null,
    paused boolean default false not null,
    bucket_key varchar(80),
    wrapped_key varchar(80),
    frames bigint,
    bytes bigint,
    sha256 varchar(64),
    callback_number_sealed varchar(64),
    callback_number_pseudonym varchar(32),
    callback_number_confirmed boolean,
    constraint recording_pk primary key (id),
    constraint recording_kind_check
        check (kind = any (array['CONVERSATION', 'MESSAGE'])),
    constraint recording_state_check
        check (state = any (array['OPEN', 'SEALED', 'RECOVERED', 'DISCARDED', 'EXPIRED', 'ERASED', 'LOST']))
);

create index recording_call_idx on recording (call);
create index recording_practice_idx on recording (practice, started_at);
create index recording_caller_idx on recording (practice, caller_pseudonym);
create index recording_callback_number_idx on recording (practice, callback_number_pseudonym);
create index recording_retention_idx on recording (state, keep_until);

comment on table recording is 'One row for each recording. The row stays after the audio is deleted. The audio is in sealed files.';
comment on column recording.id is 'none: the recording and its file';
comment on column recording.kind is 'none: a conversation with an assistant, or a message for the practice';
comment on column recording.call is 'none: the call';
comment on column recording.practice is 'none: the practice that owns the recording';
comment on column recording.caller_pseudonym is 'identity: the pseudonym of the caller id; null: none was presented';
comment on column recording.assistant is 'identity: the assistant who spoke with the caller';
comment on column recording.started_at is 'none: when the recording started';
comment on column recording.state is 'none: whether the recording is open, kept or deleted, and why';
comment on column recording.keep_until is 'none: the last day of retention';
comment on column recording.legal_hold is 'none: whether a legal hold keeps the recording after the last day';
comment on column recording.paused is 'none: whether the assistant paused the recording';
comment on column recording.bucket_key is 'none: the key in the key store that wraps the key of the recording';
comment on column recording.wrapped_key is 'secret: the wrapped key of the recording; null: only the practice can decrypt it, or it is deleted';
comment on column recording.frames is 'none: the length, in 8000ths of a second';
comment on column recording.bytes is 'none: the size of the file';
comment on column recording.sha256 is 'none: the digest of the file';
comment on column recording.callback_number_sealed is 'contact: the number to call back, encrypted with the key of the recording';
comment on column recording.callback_number_pseudonym is 'identity: the pseudonym of the number to call back';
comment on column recording.callback_number_confirmed is 'none: whether the caller confirmed the number by key';

create table message (
    recording varchar(36) not null,
    practice varchar(40) not null,
    state varchar(12) not null,
    read_deadline timestamp(6) with time zone not null,
    accepted_by varchar(40),
    accepted_at timestamp(6) with time zone,
    constraint message_pk primary key (recording),
    constraint message_state_check
        check (state = any (array['IN_PROGRESS', 'NEW', 'READ', 'ESCALATED', 'ACKNOWLEDGED']))
);

create index message_state_idx on message (state, read_deadline);
create index message_practice_idx on message (practice);

comment on table message is 'One row for each message of a caller, as long as its recording is kept.';
comment on column message.recording is 'none: the recording of the message';
comment on column message.practice is 'none: the practice that the message is for';
comment on column message.state is 'none: the state of the message';
comment on column message.read_deadline is 'none: an unread message raises an alarm after this time';
comment on column message.accepted_by is 'none: the on-call line that accepted the unread message by key 1; null: none did';
comment on column message.accepted_at is 'schedule: when the on-call line accepted';

create table unread_escalation (
    practice varchar(40) not null,
    last_line varchar(40),
    failed_rounds integer not null,
    next_attempt_at timestamp(6) with time zone not null,
    constraint unread_escalation_pk primary key (practice)
);

comment on table unread_escalation is 'How far the on-call lines were rung for unread messages: one row for each practice that ever escalated.';
comment on column unread_escalation.practice is 'none: the practice whose messages are unread';
comment on column unread_escalation.last_line is 'none: the line rung last in the current round; null: no round is active';
comment on column unread_escalation.failed_rounds is 'none: how many consecutive rounds ended without acceptance';
comment on column unread_escalation.next_attempt_at is 'schedule: no line is rung before this time';

-- Returning callers --------------------------------------------------------------------------------------------------

create table callback_request (
    call varchar(64) not null,
    practice varchar(40) not null,
    caller_pseudonym varchar(32) not null,
    number_sealed varchar(64) not null,
    did_sealed varchar(64) not null,
    requested_at timestamp(6) with time zone not null,
    attempts integer not null,
    number_asserted boolean not null,
    constraint callback_request_pk primary key (call)
);

create index callback_request_caller_idx on callback_request (practice, caller_pseudonym);

comment on table callback_request is 'One row for each queue entry whose caller asked to be called back.';
comment on column callback_request.call is 'none: the id of the future call, and of the queue entry';
comment on column callback_request.practice is 'none: the practice that was dialled';
comment on column callback_request.caller_pseudonym is 'identity: the pseudonym of the number to call';
comment on column callback_request.number_sealed is 'contact: the number to call, encrypted with the key of the day';
comment on column callback_request.did_sealed is 'none: the number the caller dialled, encrypted with the key of the day';
comment on column callback_request.requested_at is 'schedule: when the caller asked for the callback';
comment on column callback_request.attempts is 'none: how often the number was rung';
comment on column callback_request.number_asserted is 'none: whether the carrier asserted the number; false: a caller typed it';

create table typed_number_call (
    number_pseudonym varchar(32) not null,
    slot integer not null,
    rung_at timestamp(6) with time zone not null,
    constraint typed_number_call_pk primary key (number_pseudonym, slot),
    constraint typed_number_call_slot_check check (slot >= 0)
);

create index typed_number_call_rung_at_idx on typed_number_call (rung_at);

comment on table typed_number_call is 'The calls of the last 24 hours to numbers that callers typed: one row for each call that is allowed.';
comment on column typed_number_call.number_pseudonym is 'identity: the pseudonym of the number, the same for all practices';
comment on column typed_number_call.slot is 'none: the number of the call, from 0';
comment on column typed_number_call.rung_at is 'schedule: when the number was rung';

create table saved_position (
    practice varchar(40) not null,
    caller_pseudonym varchar(32) not null,
    urgency varchar(8) not null,
    effective_arrival timestamp(6) with time zone not null,
    promoted_at timestamp(6) with time zone,
    expires_at timestamp(6) with time zone not null,
    constraint saved_position_pk primary key (practice, caller_pseudonym),
    constraint saved_position_urgency_check
        check (urgency = any (array['VITAL', 'URGENT', 'UNCLEAR', 'ROUTINE']))
);

create index saved_position_expires_at_idx on saved_position (expires_at);

comment on table saved_position is 'Queue positions of callers who were cut off, kept for some minutes.';
comment on column saved_position.practice is 'none: the practice that was dialled';
comment on column saved_position.caller_pseudonym is 'identity: the pseudonym of the caller id';
comment on column saved_position.urgency is 'clinical: how urgent the caller said the call is';
comment on column saved_position.effective_arrival is 'schedule: the arrival time that decided the position in the queue';
comment on column saved_position.promoted_at is 'schedule: from when the call was to count as unclear; null: never';
comment on column saved_position.expires_at is 'schedule: until when the position is kept';

create table last_assistant (
    practice varchar(40) not null,
    caller_pseudonym varchar(32) not null,
    assistant varchar(40) not null,
    expires_at timestamp(6) with time zone not null,
    constraint last_assistant_pk primary key (practice, caller_pseudonym)
);

create index last_assistant_expires_at_idx on last_assistant (expires_at);

comment on table last_assistant is 'The assistant who spoke with a caller last, kept for some days.';
comment on column last_assistant.practice is 'none: the practice that was dialled';
comment on column last_assistant.caller_pseudonym is 'identity: the pseudonym of the caller id';
comment on column last_assistant.assistant is 'identity: the login of the assistant';
comment on column last_assistant.expires_at is 'schedule: until when the assistant is remembered';

-- Practices ----------------------------------------------------------------------------------------------------------

create table practice_version (
    practice varchar(40) not null,
    number integer not null,
    valid_from timestamp(6) with time zone not null,
    author varchar(64) not null,
    reason varchar(200) not null,
    sha256 varchar(64) not null,
    text varchar(1048576) not null,
    constraint practice_version_pk primary key (practice, number),
    constraint practice_version_number_check check (number > 0)
);

comment on table practice_version is 'The history of the practice files: one row for each text. The engine reads the file, not this table.';
comment on column practice_version.practice is 'none: the practice';
comment on column practice_version.number is 'none: the number of the version, from 1';
comment on column practice_version.valid_from is 'none: from when the version was in use';
comment on column practice_version.author is 'identity: who changed the file; file: the engine found it changed';
comment on column practice_version.reason is 'identity: the reason, in the words of the author';
comment on column practice_version.sha256 is 'none: the digest of the text';
comment on column practice_version.text is 'contact: the file, with the name, numbers and words of the practice';

create table on_call_override (
    id integer not null,
    rota_is_group boolean not null,
    rota varchar(40) not null,
    lines varchar(1000) not null,
    starts_at timestamp(6) with time zone not null,
    ends_at timestamp(6) with time zone not null,
    created_at timestamp(6) with time zone not null,
    author varchar(64) not null,
    reason varchar(200) not null,
    cancelled_at timestamp(6) with time zone,
    cancelled_by varchar(64),
    cancellation_reason varchar(200),
    constraint on_call_override_pk primary key (id)
);

comment on table on_call_override is 'One row for each override of an on-call rota, cancelled or not.';
comment on column on_call_override.id is 'none: the number of the override, from 1';
comment on column on_call_override.rota_is_group is 'none: whether the rota belongs to a group of practices';
comment on column on_call_override.rota is 'none: the practice or the group of the rota';
comment on column on_call_override.lines is 'none: the names of the lines in ringing order, separated by commas';
comment on column on_call_override.starts_at is 'none: from when the override applies, inclusive';
comment on column on_call_override.ends_at is 'none: until when the override applies, exclusive';
comment on column on_call_override.created_at is 'none: when the override was created';
comment on column on_call_override.author is 'identity: who created the override';
comment on column on_call_override.reason is 'identity: the reason, in the words of the author';
comment on column on_call_override.cancelled_at is 'none: when the override was cancelled; null: it was not';
comment on column on_call_override.cancelled_by is 'identity: who cancelled the override';
comment on column on_call_override.cancellation_reason is 'identity: the reason, in the words of the person who cancelled it';

create table blocked_number (
    practice varchar(40) not null,
    pseudonym varchar(32) not null,
    blocked_at timestamp(6) with time zone not null,
    blocked_by varchar(100) not null,
    constraint blocked_number_pk primary key (practice, pseudonym)
);

comment on table blocked_number is 'One row for each number that a practice has blocked.';
comment on column blocked_number.practice is 'none: the practice';
comment on column blocked_number.pseudonym is 'identity: the pseudonym of the number';
comment on column blocked_number.blocked_at is 'none: when the number was blocked';
comment on column blocked_number.blocked_by is 'identity: who blocked the number';

-- People -------------------------------------------------------------------------------------------------------------

create table people_edition (
    id integer not null,
    edition bigint not null,
    constraint people_edition_pk primary key (id),
    constraint people_edition_id_check check (id = 1)
);

insert into people_edition (id, edition) values (1, 0);

comment on table people_edition is 'One row. A transaction that changes accounts holds the lock on it, and engines read the accounts again when it has changed.';
comment on column people_edition.id is 'none: always 1';
comment on column people_edition.edition is 'none: how many changes there were';

create table person (
    id varchar(36) not null,
    login varchar(40) not null,
    name_sealed varchar(512),
    language varchar(2) not null,
    state varchar(8) not null,
    since timestamp(6) with time zone not null,
    region varchar(3) not null,
    kind varchar(8) not null,
    constraint person_pk primary key (id),
    constraint person_login_unique unique (login),
    constraint person_language_check
        check (language = any (array['FR', 'EN'])),
    constraint person_state_check
        check (state = any (array['INVITED', 'ACTIVE', 'RESTING', 'LEFT'])),
    constraint person_kind_check
        check (kind = any (array['STAFF', 'PRACTICE', 'SERVICE']))
);

comment on table person is 'One row for each account. The row of a person who has left stays, so that no other person gets the login.';
comment on column person.id is 'none: the person';
comment on column person.login is 'identity: the pseudonym the person signs in with';
comment on column person.name_sealed is 'identity: the name, encrypted with a key of its own; null: none was given, or it was erased';
comment on column person.language is 'none: the language in which the person is addressed';
comment on column person.state is 'none: the state of the account';
comment on column person.since is 'schedule: when the account entered the state';
comment on column person.region is 'none: EEA, or the country outside it from which the person works';
comment on column person.kind is 'none: whether the person works for the provider or for a practice, or the account is a machine''s';

create table membership (
    id bigint generated always as identity,
    person varchar(36) not null,
    role varchar(24) not null,
    practice varchar(40),
    team varchar(40),
    starts_at timestamp(6) with time zone not null,
    ends_at timestamp(6) with time zone,
    given_by varchar(36),
    constraint membership_pk primary key (id),
    constraint membership_person_fk foreign key (person) references person (id),
    constraint membership_given_by_fk foreign key (given_by) references person (id),
    constraint membership_role_check
        check (role = any (array['ASSISTANT', 'SUPERVISOR', 'PRACTICE_MANAGER', 'DOCTOR', 'DATA_PROTECTION_OFFICER',
            'AUDITOR', 'OPERATIONS'])),
    constraint membership_place_check check (practice is null or team is null)
);

create index membership_person_idx on membership (person);

comment on table membership is 'One row for each role that a person has or had, and where.';
comment on column membership.id is 'none: the number of the membership';
comment on column membership.person is 'none: the person';
comment on column membership.role is 'none: the role';
comment on column membership.practice is 'none: the practice where it applies';
comment on column membership.team is 'none: the team where it applies; without practice and team it applies in the installation';
comment on column membership.starts_at is 'none: from when the role is held, inclusive';
comment on column membership.ends_at is 'none: until when the role is held, exclusive; null: without an end';
comment on column membership.given_by is 'none: the person who gave the role; null: the engine, or the operator who created the first account';

create table staffing (
    person varchar(36) not null,
    team varchar(40) not null,
    line varchar(40) not null,
    constraint staffing_pk primary key (person),
    constraint staffing_person_fk foreign key (person) references person (id)
);

comment on table staffing is 'One row for each person who takes calls as an assistant, or did.';
comment on column staffing.person is 'none: the person';
comment on column staffing.team is 'none: the team whose calls the person takes';
comment on column staffing.line is 'none: the person''s telephone, by its name in the settings';

create table staffing_practice (
    person varchar(36) not null,
    practice varchar(40) not null,
    preferred boolean not null,
    constraint staffing_practice_pk primary key (person, practice),
    constraint staffing_practice_person_fk foreign key (person) references staffing (person)
);

comment on table staffing_practice is 'One row for each practice that an assistant serves.';
comment on column staffing_practice.person is 'none: the assistant';
comment on column staffing_practice.practice is 'none: the practice';
comment on column staffing_practice.preferred is 'none: whether the assistant is offered its calls before others';

create table staffing_language (
    person varchar(36) not null,
    language varchar(2) not null,
    constraint staffing_language_pk primary key (person, language),
    constraint staffing_language_person_fk foreign key (person) references staffing (person),
    constraint staffing_language_check
        check (language = any (array['FR', 'EN']))
);

comment on table staffing_language is 'One row for each language that an assistant speaks.';
comment on column staffing_language.person is 'none: the assistant';
comment on column staffing_language.language is 'none: the language';

create table invitation (
    person varchar(36) not null,
    token_sha256 varchar(64) not null,
    ends_at timestamp(6) with time zone not null,
    invited_by varchar(36),
    constraint invitation_pk primary key (person),
    constraint invitation_token_unique unique (token_sha256),
    constraint invitation_person_fk foreign key (person) references person (id),
    constraint invitation_invited_by_fk foreign key (invited_by) references person (id)
);

comment on table invitation is 'One row for each open invitation. It is deleted when it is accepted, and a day after its end.';
comment on column invitation.person is 'none: the person who is invited';
comment on column invitation.token_sha256 is 'secret: the digest of the token';
comment on column invitation.ends_at is 'none: until when the invitation can be accepted, exclusive';
comment on column invitation.invited_by is 'none: the person who invited; null: the operator who created the first account';

-- Sign-in -----------------------------------------------------------------------------------------------------------

create table password (
    person varchar(36) not null,
    hash varchar(200) not null,
    set_at timestamp(6) with time zone not null,
    constraint password_pk primary key (person),
    constraint password_person_fk foreign key (person) references person (id)
);

comment on table password is 'The password of each person who has one.';
comment on column password.person is 'none: the person';
comment on column password.hash is 'secret: the Argon2id hash, with its salt and its cost';
comment on column password.set_at is 'none: when the password was set or hashed again';

create table totp (
    person varchar(36) not null,
    seed_sealed varchar(64),
    unconfirmed_seed_sealed varchar(64),
    last_step bigint default 0 not null,
    set_at timestamp(6) with time zone not null,
    constraint totp_pk primary key (person),
    constraint totp_person_fk foreign key (person) references person (id)
);

comment on table totp is 'The seed of the one-time codes of each person who has them.';
comment on column totp.person is 'none: the person';
comment on column totp.seed_sealed is 'secret: the encrypted seed; null: no code has confirmed one yet';
comment on column totp.unconfirmed_seed_sealed is 'secret: the encrypted seed that was shown and is not confirmed yet';
comment on column totp.last_step is 'none: the last period of 30 seconds whose code was used; earlier ones count as used';
comment on column totp.set_at is 'none: when the last seed was shown or confirmed';

create table recovery_code (
    person varchar(36) not null,
    code_sha256 varchar(64) not null,
    used_at timestamp(6) with time zone,
    constraint recovery_code_pk primary key (person, code_sha256),
    constraint recovery_code_person_fk foreign key (person) references person (id)
);

comment on table recovery_code is 'Ten codes for each person, each of which replaces a one-time code once.';
comment on column recovery_code.person is 'none: the person';
comment on column recovery_code.code_sha256 is 'secret: the SHA-256 of the code';
comment on column recovery_code.used_at is 'none: when the code was used; null: it can still be used';

create table session (
    id varchar(36) not null,
    token_sha256 varchar(64) not null,
    person varchar(36) not null,
    device varchar(100) not null,
    source varchar(45) not null,
    started_at timestamp(6) with time zone not null,
    active_at timestamp(6) with time zone not null,
    factor_at timestamp(6) with time zone not null,
    ends_at timestamp(6) with time zone not null,
    ended_at timestamp(6) with time zone,
    constraint session_pk primary key (id),
    constraint session_person_fk foreign key (person) references person (id),
    constraint session_token_unique unique (token_sha256)
);

create index session_person_idx on session (person, started_at);

comment on table session is 'One row for each sign-in. A session ends by its row, and by its age.';
comment on column session.id is 'none: the session';
comment on column session.token_sha256 is 'secret: the SHA-256 of the token that the client holds';
comment on column session.person is 'none: the person who signed in';
comment on column session.device is 'identity: the device, by its cookie or its certificate';
comment on column session.source is 'identity: the network address of the client';
comment on column session.started_at is 'schedule: when the person signed in';
comment on column session.active_at is 'schedule: the last request that the person caused, to within 15 seconds';
comment on column session.factor_at is 'schedule: when the person last proved a factor';
comment on column session.ends_at is 'none: when the session ends by its age';
comment on column session.ended_at is 'schedule: when the session was ended; null: it was not, but may be too old';

-- Clinical notes ------------------------------------------------------------------------------------------------------

create table clinical_note (
    id varchar(36) not null,
    practice varchar(40) not null,
    call varchar(64) not null,
    assistant varchar(40) not null,
    caller_pseudonym varchar(32),
    written_at timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone not null,
    text_sealed varchar(180000) not null,
    constraint clinical_note_pk primary key (id)
);

create index clinical_note_practice_idx on clinical_note (practice, written_at);
create index clinical_note_caller_idx on clinical_note (practice, caller_pseudonym);
create index clinical_note_retention_idx on clinical_note (practice, expires_at);

comment on table clinical_note is 'One row for each note that an assistant wrote about a call. Only the doctors of the practice can decrypt it.';
comment on column clinical_note.id is 'none: the note';
comment on column clinical_note.practice is 'none: the practice whose doctors can decrypt the note';
comment on column clinical_note.call is 'none: the call';
comment on column clinical_note.assistant is 'identity: the assistant who wrote the note';
comment on column clinical_note.caller_pseudonym is 'identity: the pseudonym of the caller id; null: none was presented';
comment on column clinical_note.written_at is 'none: when the note was written';
comment on column clinical_note.expires_at is 'none: from when the note may be deleted';
comment on column clinical_note.text_sealed is 'clinical: the note, encrypted for the keys of the practice';

-- Gates: what must be in order before an assistant takes a practice's calls -------------------------------------------

create table agreement_text (
    kind varchar(16) not null,
    version integer not null,
    body varchar(65536) not null,
    starts_at timestamp(6) with time zone not null,
    written_by varchar(36) not null,
    constraint agreement_text_pk primary key (kind, version),
    constraint agreement_text_written_by_fk foreign key (written_by) references person (id),
    constraint agreement_text_kind_check
        check (kind = any (array['confidentiality', 'contract'])),
    constraint agreement_text_version_check check (version > 0)
);

comment on table agreement_text is 'One row for each version of a text that people sign. It never changes.';
comment on column agreement_text.kind is 'none: what the text is';
comment on column agreement_text.version is 'none: the number of the version, from 1';
comment on column agreement_text.body is 'none: the text';
comment on column agreement_text.starts_at is 'none: from when the version applies, inclusive';
comment on column agreement_text.written_by is 'none: the person who wrote it';

create table agreement_signed (
    person varchar(36) not null,
    kind varchar(16) not null,
    version integer not null,
    body_sha256 varchar(64) not null,
    signed_at timestamp(6) with time zone not null,
    constraint agreement_signed_pk primary key (person, kind, version),
    constraint agreement_signed_person_fk foreign key (person) references person (id),
    constraint agreement_signed_text_fk foreign key (kind, version) references agreement_text (kind, version)
);

comment on table agreement_signed is 'One row for each version of a text that a person has signed.';
comment on column agreement_signed.person is 'none: the person';
comment on column agreement_signed.kind is 'none: what the text is';
comment on column agreement_signed.version is 'none: the version';
comment on column agreement_signed.body_sha256 is 'none: the SHA-256 of the text';
comment on column agreement_signed.signed_at is 'schedule: when the person signed it first';

create table instruction_sheet (
    practice varchar(40) not null,
    version integer not null,
    body varchar(65536) not null,
    starts_at timestamp(6) with time zone not null,
    written_by varchar(36) not null,
    constraint instruction_sheet_pk primary key (practice, version),
    constraint instruction_sheet_written_by_fk foreign key (written_by) references person (id),
    constraint instruction_sheet_version_check check (version > 0)
);

comment on table instruction_sheet is 'One row for each version of a practice''s instruction sheet. It never changes.';
comment on column instruction_sheet.practice is 'none: the practice';
comment on column instruction_sheet.version is 'none: the number of the version, from 1; the last one applies';
comment on column instruction_sheet.body is 'none: the text, and the questions about it';
comment on column instruction_sheet.starts_at is 'none: when it was written';
comment on column instruction_sheet.written_by is 'none: the person who wrote it';

create table instruction_read (
    person varchar(36) not null,
    practice varchar(40) not null,
    version integer not null,
    body_sha256 varchar(64) not null,
    read_at timestamp(6) with time zone not null,
    constraint instruction_read_pk primary key (person, practice, version),
    constraint instruction_read_person_fk foreign key (person) references person (id),
    constraint instruction_read_sheet_fk
        foreign key (practice, version) references instruction_sheet (practice, version)
);

comment on table instruction_read is 'One row for each version of an instruction sheet that a person has read, with all questions answered right.';
comment on column instruction_read.person is 'none: the person';
comment on column instruction_read.practice is 'none: the practice';
comment on column instruction_read.version is 'none: the version';
comment on column instruction_read.body_sha256 is 'none: the SHA-256 of the sheet';
comment on column instruction_read.read_at is 'schedule: when the person signed it first';

create table training (
    id bigint generated always as identity,
    person varchar(36) not null,
    course varchar(40) not null,
    ends_at timestamp(6) with time zone not null,
    recorded_by varchar(36) not null,
    recorded_at timestamp(6) with time zone not null,
    constraint training_pk primary key (id),
    constraint training_person_fk foreign key (person) references person (id),
    constraint training_recorded_by_fk foreign key (recorded_by) references person (id)
);

create index training_person_idx on training (person);

comment on table training is 'One row for each training of a person.';
comment on column training.id is 'none: the number of the training';
comment on column training.person is 'none: the person';
comment on column training.course is 'none: the name of the course';
comment on column training.ends_at is 'none: when the training expires, exclusive';
comment on column training.recorded_by is 'none: the person who recorded it';
comment on column training.recorded_at is 'schedule: when it was recorded';

create table contract (
    id bigint generated always as identity,
    practice varchar(40) not null,
    version integer not null,
    starts_at timestamp(6) with time zone not null,
    ends_at timestamp(6) with time zone,
    signed_by varchar(36) not null,
    constraint contract_pk primary key (id),
    constraint contract_signed_by_fk foreign key (signed_by) references person (id)
);

create index contract_practice_idx on contract (practice, starts_at);

comment on table contract is 'One row for each contract of a practice.';
comment on column contract.id is 'none: the number of the contract';
comment on column contract.practice is 'none: the practice';
comment on column contract.version is 'none: the version of the text that was signed';
comment on column contract.starts_at is 'none: from when the contract is in force, inclusive';
comment on column contract.ends_at is 'none: until when the contract is in force, exclusive; null: without an end';
comment on column contract.signed_by is 'none: the person who signed for the practice';

create table conflict (
    person varchar(36) not null,
    practice varchar(40) not null,
    recorded_by varchar(36) not null,
    recorded_at timestamp(6) with time zone not null,
    constraint conflict_pk primary key (person, practice),
    constraint conflict_person_fk foreign key (person) references person (id),
    constraint conflict_recorded_by_fk foreign key (recorded_by) references person (id)
);

comment on table conflict is 'The practices whose calls a person does not take because of a conflict of interest.';
comment on column conflict.person is 'none: the person';
comment on column conflict.practice is 'none: the practice';
comment on column conflict.recorded_by is 'none: the person who recorded it';
comment on column conflict.recorded_at is 'schedule: when it was recorded';

-- The audit log ------------------------------------------------------------------------------------------------------

create table audit_checkpoint (
    engine integer not null,
    note varchar(1024) not null,
    constraint audit_checkpoint_pk primary key (engine)
);

comment on table audit_checkpoint is 'The newest checkpoint of each engine''s audit log: a log that lost its end does not agree with it.';
comment on column audit_checkpoint.engine is 'none: the number of the engine in asterisk.engines, from 1; 0: not listed';
comment on column audit_checkpoint.note is 'none: the checkpoint as a signed note';

-- The engines ---------------------------------------------------------------------------------------------------------

create table switch_attachment (
    switch varchar(40) not null,
    engine int not null,
    beats bigint not null,
    claimed boolean not null,
    constraint switch_attachment_pk primary key (switch, engine)
);

comment on table switch_attachment is 'One row for each engine and the Asterisk it is attached to. Engines of two Asterisks must not share a database.';
comment on column switch_attachment.switch is 'none: a random id that the engines give an Asterisk at its start';
comment on column switch_attachment.engine is 'none: the number of the engine in the settings';
comment on column switch_attachment.beats is 'none: changes each time the engine shows that it lives';
comment on column switch_attachment.claimed is 'none: whether the engine works on the database, or still looks for others';

-- Dual control --------------------------------------------------------------------------------------------------------

create table approval (
    id varchar(36) not null,
    deed varchar(32) not null,
    practice varchar(40),
    team varchar(40),
    concerned varchar(40),
    asker varchar(100) not null,
    asker_role varchar(24) not null,
    asker_device varchar(100) not null,
    asker_session varchar(36) not null,
    digest varchar(64) not null,
    parameters_sealed varchar(4096),
    state varchar(8) not null,
    asked_at timestamp(6) with time zone not null,
    ends_at timestamp(6) with time zone not null,
    decided_by varchar(100),
    constraint approval_pk primary key (id),
    constraint approval_state_check
        check (state = any (array['WAITING', 'APPROVED', 'EXECUTED', 'REFUSED', 'EXPIRED']))
);

create index approval_ends_at_idx on approval (ends_at);

comment on table approval is 'One row for each request for a second person. Its state decides whether the deed is done. It is deleted after 30 days.';
comment on column approval.id is 'none: the request';
comment on column approval.deed is 'none: what is asked for, a word of the table of rights';
comment on column approval.practice is 'none: the practice whose data it is about; null: no practice';
comment on column approval.team is 'none: the team of the person concerned; null: no team';
comment on column approval.concerned is 'identity: the login of the person whose account it is about; null: no account';
comment on column approval.asker is 'identity: the login of the person who asked';
comment on column approval.asker_role is 'none: the role in which they asked';
comment on column approval.asker_device is 'identity: the device from which they asked';
comment on column approval.asker_session is 'identity: the session in which they asked';
comment on column approval.digest is 'none: the SHA-256 of the parameters and a salt';
comment on column approval.parameters_sealed is 'contact: the parameters and the salt, encrypted with a key of the day; null: the request has ended';
comment on column approval.state is 'none: whether it waits, was approved, executed or refused, or expired';
comment on column approval.asked_at is 'schedule: when it was asked for';
comment on column approval.ends_at is 'none: until when it can be decided, or the approved deed done, exclusive';
comment on column approval.decided_by is 'identity: the login of the person who gave or refused the approval; null: no person';

create table service_key (
    person varchar(36) not null,
    public_key varchar(80) not null,
    deeds varchar(200) not null,
    since timestamp(6) with time zone not null,
    constraint service_key_pk primary key (person),
    constraint service_key_person_fk foreign key (person) references person (id)
);

comment on table service_key is 'One row for each machine with an account: the key with which it signs in, and what it may do.';
comment on column service_key.person is 'none: the account of the machine';
comment on column service_key.public_key is 'none: the public key, Ed25519, X.509 in Base64';
comment on column service_key.deeds is 'none: what the machine may do, separated by commas';
comment on column service_key.since is 'none: when the machine got the key';

create table sign_in_bucket (
    bucket varchar(64) not null,
    kind varchar(7) not null,
    attempts integer not null,
    counted_at timestamp(6) with time zone not null,
    closed_until timestamp(6) with time zone not null,
    constraint sign_in_bucket_pk primary key (bucket),
    constraint sign_in_bucket_kind_check check (kind = any (array['LOGIN', 'NETWORK', 'DEVICE']))
);

create index sign_in_bucket_counted_at_idx on sign_in_bucket (counted_at);

comment on table sign_in_bucket is 'One row for each login, network or device with a failed sign-in, so that a restart gives no fresh attempts. It is deleted after an hour.';
comment on column sign_in_bucket.bucket is 'identity: the pseudonym of the login, network or device';
comment on column sign_in_bucket.kind is 'none: what attempts are counted for';
comment on column sign_in_bucket.attempts is 'none: the failures of a login in a row, or the spent attempts of a network or device';
comment on column sign_in_bucket.counted_at is 'schedule: when an attempt was last counted';
comment on column sign_in_bucket.closed_until is 'none: until when no attempt is admitted for a login';

create table break_glass (
    id varchar(36) not null,
    practice varchar(40) not null,
    opened_by varchar(36) not null,
    reason_sealed varchar(4096) not null,
    opened_at timestamp(6) with time zone not null,
    ends_at timestamp(6) with time zone not null,
    verdict varchar(11),
    reviewed_by varchar(36),
    reviewed_at timestamp(6) with time zone,
    constraint break_glass_pk primary key (id),
    constraint break_glass_opened_by_fk foreign key (opened_by) references person (id),
    constraint break_glass_reviewed_by_fk foreign key (reviewed_by) references person (id),
    constraint break_glass_verdict_check
        check (verdict = any (array['JUSTIFIED', 'UNJUSTIFIED']))
);

create index break_glass_opened_by_idx on break_glass (opened_by, opened_at);

comment on table break_glass is 'One row for each break-glass access: a doctor of another practice reads records for an hour. It is deleted a year later if it was reviewed.';
comment on column break_glass.id is 'none: the break-glass access; the entries of the audit log made under it name it';
comment on column break_glass.practice is 'none: the practice whose records are read';
comment on column break_glass.opened_by is 'none: the person who opened it';
comment on column break_glass.reason_sealed is 'clinical: why, encrypted for the data protection officer of the practice';
comment on column break_glass.opened_at is 'schedule: when it was opened';
comment on column break_glass.ends_at is 'none: until when it gives rights, exclusive';
comment on column break_glass.verdict is 'none: whether it was justified; null: not reviewed yet';
comment on column break_glass.reviewed_by is 'none: the person who reviewed it; null: not reviewed yet';
comment on column break_glass.reviewed_at is 'none: when it was reviewed; null: not reviewed yet';

-- Passkeys ------------------------------------------------------------------------------------------------------------

create table passkey (
    id varchar(36) not null,
    person varchar(36) not null,
    name_sealed varchar(512) not null,
    credential varchar(1364) not null,
    public_key varchar(1024) not null,
    backup_eligible boolean not null,
    counter bigint not null,
    added_at timestamp(6) with time zone not null,
    used_at timestamp(6) with time zone,
    constraint passkey_pk primary key (id),
    constraint passkey_credential_key unique (credential),
    constraint passkey_person_fk foreign key (person) references person (id)
);

create index passkey_person_idx on passkey (person);

comment on table passkey is 'One row for each passkey of a person.';
comment on column passkey.id is 'none: the passkey';
comment on column passkey.person is 'none: the person';
comment on column passkey.name_sealed is 'identity: the encrypted name that the person gave it';
comment on column passkey.credential is 'identity: the authenticator''s id of the passkey, in base64url';
comment on column passkey.public_key is 'none: the public key as COSE, in base64url';
comment on column passkey.backup_eligible is 'none: whether the authenticator may copy the passkey to other devices';
comment on column passkey.counter is 'none: how often the authenticator had signed at the last use; 0: it does not count';
comment on column passkey.added_at is 'schedule: when it was added';
comment on column passkey.used_at is 'schedule: the last sign-in or step-up with it; null: none';

create table passkey_challenge (
    challenge_sha256 varchar(64) not null,
    ends_at timestamp(6) with time zone not null,
    constraint passkey_challenge_pk primary key (challenge_sha256)
);

create index passkey_challenge_ends_at_idx on passkey_challenge (ends_at);

comment on table passkey_challenge is 'The challenges that were used and would count otherwise: each counts once.';
comment on column passkey_challenge.challenge_sha256 is 'none: the SHA-256 of the challenge';
comment on column passkey_challenge.ends_at is 'none: from when on the challenge is too old anyhow';

create table device (
    fingerprint varchar(64) not null,
    person varchar(36) not null,
    enrolled_at timestamp(6) with time zone not null,
    ends_at timestamp(6) with time zone not null,
    revoked_at timestamp(6) with time zone,
    constraint device_pk primary key (fingerprint),
    constraint device_person_fk foreign key (person) references person (id)
);

create index device_person_idx on device (person);

comment on table device is 'One row for each device on which a person may sign in by its certificate.';
comment on column device.fingerprint is 'identity: the SHA-256 of the certificate of the device';
comment on column device.person is 'none: the person whose device it is';
comment on column device.enrolled_at is 'schedule: when the device was enrolled';
comment on column device.ends_at is 'none: when the certificate ends, exclusive';
comment on column device.revoked_at is 'schedule: when the device was revoked; null: it was not';
