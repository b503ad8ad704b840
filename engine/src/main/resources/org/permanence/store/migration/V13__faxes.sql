-- A call may end as that of a fax machine: nobody is lost by it.

alter table journal rename column disposition to disposition_before;
alter table journal add column disposition varchar(24)
    check (disposition = any (array['HANDLED', 'ESCALATED', 'EMERGENCY_ANNOUNCED', 'CLOSED_ANNOUNCED', 'MESSAGE_TAKEN',
        'CALLBACK_BOOKED', 'CALLER_REDIALLED', 'CALLBACK_FAILED', 'FAX', 'ABANDONED', 'LEFT_EARLY', 'TO_FALLBACK',
        'FAULT']));
update journal set disposition = disposition_before;
alter table journal drop column disposition_before;

comment on column journal.disposition is 'none: how the call ended for the practice';

alter table call_record rename column disposition to disposition_before;
alter table call_record add column disposition varchar(24)
    check (disposition = any (array['HANDLED', 'ESCALATED', 'EMERGENCY_ANNOUNCED', 'CLOSED_ANNOUNCED', 'MESSAGE_TAKEN',
        'CALLBACK_BOOKED', 'CALLER_REDIALLED', 'CALLBACK_FAILED', 'FAX', 'ABANDONED', 'LEFT_EARLY', 'TO_FALLBACK',
        'FAULT']));
update call_record set disposition = disposition_before;
alter table call_record drop column disposition_before;

comment on column call_record.disposition is 'none: how the call ended for the practice';
