-- Whoever is on call is rung for a caller who waits, and the caller keeps the place.

alter table waiting_call add column on_call_rings boolean default false not null;

comment on column waiting_call.on_call_rings is 'none: whether whoever is on call is being rung for it: no assistant is offered it';

-- Who is on call instead of whoever a rota says, for a time. The file's rota is what holds beside them.

create table on_call_replacement (
    id integer not null primary key,
    of_group boolean not null,
    rota varchar(40) not null,
    by_lines varchar(1000) not null,
    from_when timestamp(6) with time zone not null,
    until_when timestamp(6) with time zone not null,
    at timestamp(6) with time zone not null,
    author varchar(64) not null,
    why varchar(200) not null,
    cancelled_at timestamp(6) with time zone,
    cancelled_by varchar(64),
    cancelled_why varchar(200)
);

comment on table on_call_replacement is 'One row for each replacement there was, cancelled or not.';
comment on column on_call_replacement.id is 'none: its number, from 1';
comment on column on_call_replacement.of_group is 'none: whether the rota is a group''s';
comment on column on_call_replacement.rota is 'none: the practice or the group';
comment on column on_call_replacement.by_lines is 'none: the names of the lines, in the order of ringing, with commas';
comment on column on_call_replacement.from_when is 'none: from when it holds';
comment on column on_call_replacement.until_when is 'none: until when';
comment on column on_call_replacement.at is 'none: when it was wanted';
comment on column on_call_replacement.author is 'identity: who wanted it';
comment on column on_call_replacement.why is 'identity: the reason, in the words of whoever wanted it';
comment on column on_call_replacement.cancelled_at is 'none: when it was cancelled; absent while it holds';
comment on column on_call_replacement.cancelled_by is 'identity: who cancelled it';
comment on column on_call_replacement.cancelled_why is 'identity: the reason, in the words of whoever cancelled it';

-- Numbers that a practice has blocked.

create table blocked_number (
    practice varchar(40) not null,
    pseudonym varchar(32) not null,
    at timestamp(6) with time zone not null,
    author varchar(100) not null,
    primary key (practice, pseudonym)
);

comment on table blocked_number is 'One row for each number that a practice has blocked.';
comment on column blocked_number.practice is 'none: the practice';
comment on column blocked_number.pseudonym is 'identity: the number''s pseudonym, keyed and per practice';
comment on column blocked_number.at is 'none: since when';
comment on column blocked_number.author is 'identity: who blocked it';
