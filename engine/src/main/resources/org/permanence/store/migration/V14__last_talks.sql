-- Whoever rings again is offered to the assistant who spoke with them last, if she is ready.

alter table waiting_call add column familiar varchar(40);

comment on column waiting_call.familiar is 'identity: the assistant who spoke with this caller last';

create table last_talk (
    practice varchar(40) not null,
    caller varchar(32) not null,
    assistant varchar(40) not null,
    kept_until timestamp(6) with time zone not null,
    primary key (practice, caller)
);

create index last_talk_until on last_talk (kept_until);

comment on table last_talk is 'Which assistant spoke with a caller last, for some days.';
comment on column last_talk.practice is 'none: the practice that was dialled';
comment on column last_talk.caller is 'identity: the pseudonym of the number that called, keyed and per practice';
comment on column last_talk.assistant is 'identity: her login';
comment on column last_talk.kept_until is 'schedule: until when it is remembered';
