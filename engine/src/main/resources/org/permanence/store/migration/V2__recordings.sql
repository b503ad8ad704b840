-- Recordings: what the caller consents to, and one row for each recording. The sound is in sealed files; the key that opens
-- one is here, closed under a key of the house's key store, so that neither this table nor that store opens anything alone.

alter table call_record add column consent varchar(8)
    check (consent = any (array['NOTIFIED', 'OBJECTED']));

comment on column call_record.consent is 'none: what the caller has said to being recorded';

-- A check of words cannot be changed, and its name differs between H2 and PostgreSQL: the column is made anew.
alter table journal rename column station to station_before;
alter table journal add column station varchar(24)
    check (station = any (array['ARRIVED', 'ANSWERED', 'GREETED', 'TRIAGED', 'RECORDING_NOTIFIED', 'RECORDING_OBJECTED', 'QUEUED', 'ASSISTANT_RESERVED',
        'RING_NO_ANSWER', 'ESCALATING', 'BRIDGED', 'BRIDGE_ENDED', 'WRAPPING_UP', 'RESUMED', 'ENDED']));
update journal set station = station_before;
alter table journal alter column station set not null;
alter table journal drop column station_before;

comment on column journal.station is 'none: the station';

create table recording (
    id varchar(36) not null primary key,
    call varchar(64) not null,
    practice varchar(40) not null,
    caller varchar(32),
    assistant varchar(40),
    started timestamp(6) with time zone not null,
    state varchar(12) not null
        check (state = any (array['OPEN', 'SEALED', 'RECOVERED', 'DISCARDED', 'EXPIRED', 'ERASED', 'LOST'])),
    keep_until date not null,
    held boolean not null,
    bucket varchar(80),
    wrap varchar(80),
    frames bigint,
    bytes bigint,
    sha256 varchar(64)
);

create index recording_call on recording (call);
create index recording_practice on recording (practice, started);
create index recording_caller on recording (practice, caller);
create index recording_keep on recording (state, keep_until);

comment on table recording is 'One row for each recording, kept after its sound is gone: it says what became of it.';
comment on column recording.id is 'none: the recording, and its file';
comment on column recording.call is 'none: the call';
comment on column recording.practice is 'none: whose recording it is';
comment on column recording.caller is 'identity: the caller''s pseudonym, keyed and per practice; absent for no number';
comment on column recording.assistant is 'identity: who talked with the caller';
comment on column recording.started is 'none: when the talk began';
comment on column recording.state is 'none: what became of it';
comment on column recording.keep_until is 'none: the last day it is kept, by the practice''s retention';
comment on column recording.held is 'none: whether a legal hold keeps it beyond that';
comment on column recording.bucket is 'none: the key of the key store under which its own is closed';
comment on column recording.wrap is 'secret: its own key, closed; absent where the practice alone reads it';
comment on column recording.frames is 'none: its length, in 8000ths of a second';
comment on column recording.bytes is 'none: the size of its file';
comment on column recording.sha256 is 'none: the digest of its file';
