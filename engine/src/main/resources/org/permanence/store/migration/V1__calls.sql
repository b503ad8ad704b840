-- The queue, the assistants' states and the journal, in words that H2 and PostgreSQL both read.
-- Each column's comment begins with its data class: identity, contact, schedule, clinical, secret or none.
--
-- `= any (array[…])`, and not `in (…)`: in H2 2.4.240 a check of a list of words keeps the session that made the table,
-- and fails every insert once that session is closed (h2database issue 4302).

create table team (
    id varchar(40) not null primary key
);

comment on table team is 'The unit of matching. Whoever changes anything of a team holds the lock on its row here.';
comment on column team.id is 'none: the name the configuration gives the team';

create table assistant_presence (
    login varchar(40) not null primary key,
    team varchar(40) not null references team (id),
    state varchar(12) not null
        check (state = any (array['OFF', 'READY', 'RESERVED', 'ON_CALL', 'WRAP_UP', 'AWAY'])),
    since timestamp(6) with time zone not null,
    ready_since timestamp(6) with time zone not null,
    until timestamp(6) with time zone,
    reason varchar(12)
        check (reason = any (array['BREAK', 'LUNCH', 'TRAINING', 'MEETING', 'OTHER', 'NO_ANSWER', 'UNREACHABLE'])),
    call varchar(64)
);

create index assistant_presence_team on assistant_presence (team);

comment on table assistant_presence is 'What each assistant who has ever signed in is doing now.';
comment on column assistant_presence.login is 'identity: the pseudonym an assistant signs in with';
comment on column assistant_presence.team is 'none: her team';
comment on column assistant_presence.state is 'schedule: what she is doing';
comment on column assistant_presence.since is 'schedule: when she entered the state';
comment on column assistant_presence.ready_since is 'schedule: when she was last made ready, her turn';
comment on column assistant_presence.until is 'schedule: when a wrap-up ends by itself';
comment on column assistant_presence.reason is 'schedule: why she is away';
comment on column assistant_presence.call is 'none: the call she is reserved for or talks on';

create table waiting_call (
    call varchar(64) not null primary key,
    practice varchar(40) not null,
    team varchar(40) not null references team (id),
    urgency varchar(8) not null
        check (urgency = any (array['VITAL', 'URGENT', 'UNCLEAR', 'ROUTINE'])),
    since timestamp(6) with time zone not null,
    offered_to varchar(40)
);

create index waiting_call_team on waiting_call (team);

comment on table waiting_call is 'The queue: one row for each caller who waits, gone when the wait is over.';
comment on column waiting_call.call is 'none: the call';
comment on column waiting_call.practice is 'none: the practice that was dialled';
comment on column waiting_call.team is 'none: the team that answers for it';
comment on column waiting_call.urgency is 'clinical: how urgent the caller said it is';
comment on column waiting_call.since is 'none: when the caller began to wait';
comment on column waiting_call.offered_to is 'identity: the assistant whose telephone rings';

create table call_record (
    call varchar(64) not null primary key,
    practice varchar(40) not null,
    arrived timestamp(6) with time zone not null,
    station varchar(24) not null
        check (station = any (array['ARRIVED', 'ANSWERED', 'GREETED', 'TRIAGED', 'QUEUED', 'ASSISTANT_RESERVED', 'RING_NO_ANSWER',
            'ESCALATING', 'BRIDGED', 'BRIDGE_ENDED', 'WRAPPING_UP', 'RESUMED', 'ENDED'])),
    urgency varchar(8)
        check (urgency = any (array['VITAL', 'URGENT', 'UNCLEAR', 'ROUTINE'])),
    line varchar(40),
    assistant varchar(40),
    ended timestamp(6) with time zone,
    disposition varchar(24)
        check (disposition = any (array['HANDLED', 'ESCALATED', 'EMERGENCY_ANNOUNCED', 'CLOSED_ANNOUNCED', 'ABANDONED',
            'LEFT_EARLY', 'TO_FALLBACK', 'FAULT'])),
    cause varchar(40)
);

-- The calls that have not ended, oldest first.
create index call_record_open on call_record (ended, arrived);
create index call_record_practice on call_record (practice, arrived);

comment on table call_record is 'What the journal says of one call together: one row a call.';
comment on column call_record.call is 'none: the call';
comment on column call_record.practice is 'none: the practice that was dialled';
comment on column call_record.arrived is 'none: when the call arrived';
comment on column call_record.station is 'none: the last station the call passed';
comment on column call_record.urgency is 'clinical: how urgent the caller said it is';
comment on column call_record.line is 'none: the emergency line that was rung last';
comment on column call_record.assistant is 'identity: the assistant who was rung last';
comment on column call_record.ended is 'none: when the call was over';
comment on column call_record.disposition is 'none: how the call ended for the practice';
comment on column call_record.cause is 'none: what ended it, in a word of the house';

create table journal (
    id bigint generated always as identity primary key,
    call varchar(64) not null,
    practice varchar(40) not null,
    at timestamp(6) with time zone not null,
    station varchar(24) not null
        check (station = any (array['ARRIVED', 'ANSWERED', 'GREETED', 'TRIAGED', 'QUEUED', 'ASSISTANT_RESERVED', 'RING_NO_ANSWER',
            'ESCALATING', 'BRIDGED', 'BRIDGE_ENDED', 'WRAPPING_UP', 'RESUMED', 'ENDED'])),
    urgency varchar(8)
        check (urgency = any (array['VITAL', 'URGENT', 'UNCLEAR', 'ROUTINE'])),
    assistant varchar(40),
    line varchar(40),
    disposition varchar(24)
        check (disposition = any (array['HANDLED', 'ESCALATED', 'EMERGENCY_ANNOUNCED', 'CLOSED_ANNOUNCED', 'ABANDONED',
            'LEFT_EARLY', 'TO_FALLBACK', 'FAULT'])),
    cause varchar(40)
);

create index journal_call on journal (call, id);
create index journal_practice on journal (practice, at);

comment on table journal is 'What happened to calls: one row for each station each call passed. It names no patient.';
comment on column journal.id is 'none: the order of writing';
comment on column journal.call is 'none: the call';
comment on column journal.practice is 'none: the practice that was dialled';
comment on column journal.at is 'none: when the call passed the station';
comment on column journal.station is 'none: the station';
comment on column journal.urgency is 'clinical: how urgent the caller said it is';
comment on column journal.assistant is 'identity: the assistant of this station';
comment on column journal.line is 'none: the emergency line of this station';
comment on column journal.disposition is 'none: how the call ended for the practice';
comment on column journal.cause is 'none: what ended it, in a word of the house';
