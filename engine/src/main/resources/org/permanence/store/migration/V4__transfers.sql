-- A call that an assistant hands over to a line of its practice.

-- A check of words cannot be changed, and its name differs between H2 and PostgreSQL: the columns are made anew.
alter table journal rename column station to station_before;
alter table journal add column station varchar(24)
    check (station = any (array['ARRIVED', 'ANSWERED', 'GREETED', 'TRIAGED', 'RECORDING_NOTIFIED', 'RECORDING_OBJECTED', 'QUEUED', 'ASSISTANT_RESERVED',
        'RING_NO_ANSWER', 'ESCALATING', 'BRIDGED', 'BRIDGE_ENDED', 'TRANSFERRING', 'TRANSFERRED', 'TRANSFER_RETURNED', 'WRAPPING_UP',
        'RESUMED', 'ENDED']));
update journal set station = station_before;
alter table journal alter column station set not null;
alter table journal drop column station_before;

comment on column journal.station is 'none: the station';
comment on column journal.line is 'none: the line that rang at this station';

alter table call_record rename column station to station_before;
alter table call_record add column station varchar(24)
    check (station = any (array['ARRIVED', 'ANSWERED', 'GREETED', 'TRIAGED', 'QUEUED', 'ASSISTANT_RESERVED', 'RING_NO_ANSWER',
        'ESCALATING', 'BRIDGED', 'BRIDGE_ENDED', 'TRANSFERRING', 'TRANSFERRED', 'TRANSFER_RETURNED', 'WRAPPING_UP', 'RESUMED',
        'ENDED']));
update call_record set station = station_before;
alter table call_record alter column station set not null;
alter table call_record drop column station_before;

comment on column call_record.station is 'none: the last station the call passed';
comment on column call_record.line is 'none: the line that was rung last, of an emergency or a transfer';
