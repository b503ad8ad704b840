-- Callers who are no longer on the line: whoever asked to be called back keeps a place in the queue, and whoever was cut off
-- finds the old one again.

alter table waiting_call add column rung_from timestamp(6) with time zone;

comment on column waiting_call.rung_from is 'schedule: from when on whoever asked to be called back may be rung; null: the caller is on the line';

create table callback (
    call varchar(64) not null primary key,
    practice varchar(40) not null,
    caller varchar(32) not null,
    number_sealed varchar(64) not null,
    dialled_sealed varchar(64) not null,
    asked timestamp(6) with time zone not null,
    attempts integer not null
);

create index callback_caller on callback (practice, caller);

comment on table callback is 'Whom to call back: one row for each place in the queue whose caller is not on the line.';
comment on column callback.call is 'none: the call it will be, and the place in the queue';
comment on column callback.practice is 'none: the practice that was dialled';
comment on column callback.caller is 'identity: the pseudonym of the number to call, keyed and per practice';
comment on column callback.number_sealed is 'contact: the number to call, closed under a key of the day';
comment on column callback.dialled_sealed is 'none: the number of the practice that was dialled, closed in the same way';
comment on column callback.asked is 'schedule: when the caller asked for it';
comment on column callback.attempts is 'none: how many times the telephone has been rung';

create table kept_turn (
    practice varchar(40) not null,
    caller varchar(32) not null,
    urgency varchar(8) not null
        check (urgency = any (array['VITAL', 'URGENT', 'UNCLEAR', 'ROUTINE'])),
    turn timestamp(6) with time zone not null,
    ages timestamp(6) with time zone,
    kept_until timestamp(6) with time zone not null,
    primary key (practice, caller)
);

create index kept_turn_until on kept_turn (kept_until);

comment on table kept_turn is 'Callers who were cut off while they waited, for some minutes.';
comment on column kept_turn.practice is 'none: the practice that was dialled';
comment on column kept_turn.caller is 'identity: the pseudonym of the number that called, keyed and per practice';
comment on column kept_turn.urgency is 'clinical: how urgent the caller said it is';
comment on column kept_turn.turn is 'schedule: the moment that counted as the arrival';
comment on column kept_turn.ages is 'schedule: when the call was to count as unclear';
comment on column kept_turn.kept_until is 'schedule: until when the turn is kept';

-- A check of words cannot be changed, and its name differs between H2 and PostgreSQL: the columns are made anew.
alter table journal rename column station to station_before;
alter table journal add column station varchar(24)
    check (station = any (array['ARRIVED', 'ANSWERED', 'GREETED', 'TRIAGED', 'RECORDING_NOTIFIED', 'RECORDING_OBJECTED', 'QUEUED', 'ASSISTANT_RESERVED',
        'RING_NO_ANSWER', 'ESCALATING', 'ACCEPTED', 'NOT_ACCEPTED', 'BRIDGED', 'BRIDGE_ENDED', 'TRANSFERRING', 'TRANSFERRED',
        'TRANSFER_RETURNED', 'MESSAGE_LEFT', 'CALLBACK_RINGING', 'CALLBACK_ANSWERED', 'CALLBACK_UNANSWERED', 'WRAPPING_UP', 'RESUMED', 'ENDED']));
update journal set station = station_before;
alter table journal alter column station set not null;
alter table journal drop column station_before;

comment on column journal.station is 'none: the station';

alter table journal rename column disposition to disposition_before;
alter table journal add column disposition varchar(24)
    check (disposition = any (array['HANDLED', 'ESCALATED', 'EMERGENCY_ANNOUNCED', 'CLOSED_ANNOUNCED', 'MESSAGE_TAKEN',
        'CALLBACK_BOOKED', 'CALLER_REDIALLED', 'CALLBACK_FAILED', 'ABANDONED', 'LEFT_EARLY', 'TO_FALLBACK', 'FAULT']));
update journal set disposition = disposition_before;
alter table journal drop column disposition_before;

comment on column journal.disposition is 'none: how the call ended for the practice';

alter table call_record rename column station to station_before;
alter table call_record add column station varchar(24)
    check (station = any (array['ARRIVED', 'ANSWERED', 'GREETED', 'TRIAGED', 'QUEUED', 'ASSISTANT_RESERVED', 'RING_NO_ANSWER',
        'ESCALATING', 'ACCEPTED', 'NOT_ACCEPTED', 'BRIDGED', 'BRIDGE_ENDED', 'TRANSFERRING', 'TRANSFERRED', 'TRANSFER_RETURNED',
        'MESSAGE_LEFT', 'CALLBACK_RINGING', 'CALLBACK_ANSWERED', 'CALLBACK_UNANSWERED', 'WRAPPING_UP', 'RESUMED', 'ENDED']));
update call_record set station = station_before;
alter table call_record alter column station set not null;
alter table call_record drop column station_before;

comment on column call_record.station is 'none: the last station the call passed';

alter table call_record rename column disposition to disposition_before;
alter table call_record add column disposition varchar(24)
    check (disposition = any (array['HANDLED', 'ESCALATED', 'EMERGENCY_ANNOUNCED', 'CLOSED_ANNOUNCED', 'MESSAGE_TAKEN',
        'CALLBACK_BOOKED', 'CALLER_REDIALLED', 'CALLBACK_FAILED', 'ABANDONED', 'LEFT_EARLY', 'TO_FALLBACK', 'FAULT']));
update call_record set disposition = disposition_before;
alter table call_record drop column disposition_before;

comment on column call_record.disposition is 'none: how the call ended for the practice';
