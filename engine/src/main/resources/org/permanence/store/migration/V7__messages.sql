-- Messages that callers leave: what of them is sound is a recording like any other, with the number to call back beside it;
-- what becomes of them is a table of its own.

alter table recording add column kind varchar(12) default 'CONVERSATION' not null
    check (kind = any (array['CONVERSATION', 'MESSAGE']));
alter table recording add column number_sealed varchar(64);
alter table recording add column number_pseudonym varchar(32);
alter table recording add column number_confirmed boolean;

create index recording_number on recording (practice, number_pseudonym);

comment on column recording.kind is 'none: whether somebody talks with the caller, or the caller leaves a message';
comment on column recording.number_sealed is 'contact: whom to call back, closed under the recording''s own key';
comment on column recording.number_pseudonym is 'identity: the pseudonym of that number, keyed and per practice';
comment on column recording.number_confirmed is 'none: whether the caller said by a key that the number is right';

create table message (
    recording varchar(36) not null primary key,
    practice varchar(40) not null,
    state varchar(12) not null
        check (state = any (array['IN_PROGRESS', 'NEW', 'READ', 'ESCALATED', 'ACKNOWLEDGED'])),
    read_by timestamp(6) with time zone not null
);

create index message_state on message (state, read_by);
create index message_practice on message (practice);

comment on table message is 'One row for each message that a caller left, as long as its recording is kept.';
comment on column message.recording is 'none: the recording it is';
comment on column message.practice is 'none: for whom it was left';
comment on column message.state is 'none: what became of it';
comment on column message.read_by is 'none: from when on a message that nobody has read is an alarm';

-- A check of words cannot be changed, and its name differs between H2 and PostgreSQL: the columns are made anew.
alter table journal rename column station to station_before;
alter table journal add column station varchar(24)
    check (station = any (array['ARRIVED', 'ANSWERED', 'GREETED', 'TRIAGED', 'RECORDING_NOTIFIED', 'RECORDING_OBJECTED', 'QUEUED', 'ASSISTANT_RESERVED',
        'RING_NO_ANSWER', 'ESCALATING', 'ACCEPTED', 'NOT_ACCEPTED', 'BRIDGED', 'BRIDGE_ENDED', 'TRANSFERRING', 'TRANSFERRED',
        'TRANSFER_RETURNED', 'MESSAGE_LEFT', 'WRAPPING_UP', 'RESUMED', 'ENDED']));
update journal set station = station_before;
alter table journal alter column station set not null;
alter table journal drop column station_before;

comment on column journal.station is 'none: the station';

alter table journal rename column disposition to disposition_before;
alter table journal add column disposition varchar(24)
    check (disposition = any (array['HANDLED', 'ESCALATED', 'EMERGENCY_ANNOUNCED', 'CLOSED_ANNOUNCED', 'MESSAGE_TAKEN',
        'ABANDONED', 'LEFT_EARLY', 'TO_FALLBACK', 'FAULT']));
update journal set disposition = disposition_before;
alter table journal drop column disposition_before;

comment on column journal.disposition is 'none: how the call ended for the practice';

alter table call_record rename column station to station_before;
alter table call_record add column station varchar(24)
    check (station = any (array['ARRIVED', 'ANSWERED', 'GREETED', 'TRIAGED', 'QUEUED', 'ASSISTANT_RESERVED', 'RING_NO_ANSWER',
        'ESCALATING', 'ACCEPTED', 'NOT_ACCEPTED', 'BRIDGED', 'BRIDGE_ENDED', 'TRANSFERRING', 'TRANSFERRED', 'TRANSFER_RETURNED',
        'MESSAGE_LEFT', 'WRAPPING_UP', 'RESUMED', 'ENDED']));
update call_record set station = station_before;
alter table call_record alter column station set not null;
alter table call_record drop column station_before;

comment on column call_record.station is 'none: the last station the call passed';

alter table call_record rename column disposition to disposition_before;
alter table call_record add column disposition varchar(24)
    check (disposition = any (array['HANDLED', 'ESCALATED', 'EMERGENCY_ANNOUNCED', 'CLOSED_ANNOUNCED', 'MESSAGE_TAKEN',
        'ABANDONED', 'LEFT_EARLY', 'TO_FALLBACK', 'FAULT']));
update call_record set disposition = disposition_before;
alter table call_record drop column disposition_before;

comment on column call_record.disposition is 'none: how the call ended for the practice';
